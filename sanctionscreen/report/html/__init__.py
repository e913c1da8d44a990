"""HTML: one file that holds the whole report, for a browser without a network."""

from sanctionscreen.report.html.page import HtmlRenderer

__all__ = ["HtmlRenderer"]
