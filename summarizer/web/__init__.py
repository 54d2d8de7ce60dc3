"""The web page and its server: an edge, which may know of gradio, fastapi and uvicorn."""
