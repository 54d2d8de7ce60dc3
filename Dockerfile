# The web page in a container. docs/web.md says how to build and run it. Linted: hadolint Dockerfile
FROM python:3.11-slim-trixie

# The CPU build of torch is a tenth of the CUDA build; torch only converts models here.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

WORKDIR /app
COPY requirements.txt ./
RUN grep '^torch==' requirements.txt > torch.txt \
    && pip install --no-cache-dir --index-url "${TORCH_INDEX}" --requirement torch.txt \
    && pip install --no-cache-dir --requirement requirements.txt \
    && rm torch.txt

COPY pyproject.toml README.md LICENSE app.py ./
COPY summarizer ./summarizer
COPY seeds ./seeds
RUN pip install --no-cache-dir --no-deps --editable . \
    && useradd --create-home --uid 1000 mujaz \
    && install --directory --owner=1000 /data

# Models, translation memory and jobs live in /data; nothing else needs to be written but /tmp.
ENV GRADIO_SERVER_NAME=0.0.0.0 \
    MUJAZ_CACHE=/data/cache \
    MUJAZ_JOBS=/data/jobs \
    PYTHONUNBUFFERED=1
USER 1000

# Converts the embedded model, and proves that it works, without a network from here on.
RUN MUJAZ_MEMORY=none mujaz translate seeds/002_37a5bb4c4e6875e9.txt --offline > /tmp/english.txt \
    && test -s /tmp/english.txt \
    && rm /tmp/english.txt
VOLUME /data

EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/health', timeout=4)"]
CMD ["python", "app.py", "--port", "7860"]
