"""Turns the YAML of promises into the pages, diagrams and files of a site."""
