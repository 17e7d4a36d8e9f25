"""The line of time on which all plans stand: where each of its shapes goes, across a page or down a phone."""
