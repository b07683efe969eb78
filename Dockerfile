# The service alone: no sandbox, no fixtures, no development packages, no build step (Node runs the sources).
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS packages
WORKDIR /app
# For networks whose TLS is inspected: the path of the extra certificates inside the build.
ARG NODE_EXTRA_CA_CERTS
COPY package.json package-lock.json ./
# No package needs its install script at run time.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${BASE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=sqlite:/data/nelm-cds.db
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
# The change log is part of the knowledge page.
COPY package.json CHANGELOG.m[d] LICENS[E] ./
COPY src ./src
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
# The user "node" of the base image, by number so that orchestrators can see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node handles SIGTERM itself: it finishes what is under way and exits 0.
CMD ["node", "src/main.ts"]
