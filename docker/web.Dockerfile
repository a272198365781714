# The built web app behind nginx, which also passes /api and the documentation on to the api.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY apps/web apps/web
# The help shows these.
COPY docs docs
RUN npm run build:web

FROM nginxinc/nginx-unprivileged:1.29-alpine
COPY docker/nginx/default.conf.template /etc/nginx/templates/default.conf.template
COPY --from=build /app/dist/web /usr/share/nginx/html
EXPOSE 8080
