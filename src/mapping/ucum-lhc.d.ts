/** The part of the UCUM library that is used; it comes without declarations. */
declare module '@lhncbc/ucum-lhc' {
  interface ConvertResult {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
    readonly msg: readonly string[] | null;
  }
  export const UcumLhcUtils: {
    getInstance(): {
      convertUnitTo(fromUnitCode: string, fromVal: number, toUnitCode: string): ConvertResult;
    };
  };
}
