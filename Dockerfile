# Samskabelse as an image. The base only needs Python 3.11 or later with venv, or apt to fetch them:
#   docker build --build-arg BASE=debian:bookworm-slim -t samskabelse .
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
RUN python3 -c "import ensurepip, venv" 2>/dev/null || \
    (apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/*)
WORKDIR /srv/samskabelse
COPY requirements.txt ./
RUN python3 -m venv .venv && \
    .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
COPY . .
# The key is for this step alone: none may be left in the image.
RUN DATA_DIR=/data SECRET_KEY=build .venv/bin/python bin/start.py --statisk && rm -rf /data/cache && \
    .venv/bin/python -m compileall -q --invalidation-mode unchecked-hash samskabelse */

FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends \
        $(python3 -c "" 2>/dev/null || echo python3) \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && \
    rm -rf /var/lib/apt/lists/*
RUN useradd --uid 1000 --no-create-home --home-dir /srv/samskabelse samskabelse && \
    mkdir /data && chown samskabelse: /data
COPY --from=build /srv /srv
COPY --from=build --chown=samskabelse /data /data
WORKDIR /srv/samskabelse
ENV DATA_DIR=/data \
    BIND=0.0.0.0 \
    PORT=8000 \
    PYTHONUNBUFFERED=1
USER samskabelse
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as u; host = os.environ.get('ALLOWED_HOSTS', '127.0.0.1').split(',')[0]; u.urlopen(u.Request('http://127.0.0.1:' + os.environ['PORT'] + '/readyz', headers={'Host': host}), timeout=4)"]
CMD [".venv/bin/python", "bin/start.py"]
