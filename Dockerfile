FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY lists lists
COPY sanctionscreen sanctionscreen
RUN python -m venv /opt/sanctionscreen \
    && /opt/sanctionscreen/bin/pip install --no-cache-dir --no-compile --disable-pip-version-check . \
    && find /opt/sanctionscreen -type d \( -name tests -o -name __pycache__ \) -prune -exec rm -rf {} + \
    && rm -rf /opt/sanctionscreen/lib/python3.*/site-packages/pip*

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin sanctionscreen \
    && install -d -o sanctionscreen -g sanctionscreen /data /data/store /data/cache /work
COPY --from=build /opt/sanctionscreen /opt/sanctionscreen
ENV PATH=/opt/sanctionscreen/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    SANCTIONSCREEN_STORE=/data/store \
    SANCTIONSCREEN_CACHE=/data/cache
USER 10001
WORKDIR /work
VOLUME /data
ENTRYPOINT ["sanctionscreen"]
CMD ["--help"]
