"""What YAML's parser complains of, said for the person who edits the file."""

_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a colon followed by a space stands inside text, or the line is indented too far",
        "Put the whole text in quotes, or line the field up with the others.",
    ),
    (
        "found character that cannot start any token",
        "'{character}' can't begin a value",
        "Put the value in quotes.",
    ),
    (
        "found unexpected end of stream",
        "a quote is opened here and never closed",
        "Close it.",
    ),
    (
        "could not find expected ':'",
        "this line is neither a field nor part of one",
        "Write `name: value`, or indent it under the text that it continues.",
    ),
    (
        "did not find expected key",
        "this line isn't indented like its neighbours, or a quote above it is closed too early or too late",
        'Line it up, or close the quote where its text ends. Inside double quotes a quote is written \\".',
    ),
    (
        "did not find expected '-' indicator",
        "this line is neither an item of the list around it, nor a field of the item above",
        (
            "Line up a field with the fields above it, and a dash with the other dashes. "
            "A dash is a plain hyphen with a space after it."
        ),
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace is opened and not closed, or a comma is missing",
        "Close it, or put the comma in.",
    ),
    (
        "did not find expected node content",
        "a value is missing between brackets or commas",
        "Fill it in, or take the comma out.",
    ),
    (
        "found unknown escape character",
        "a backslash stands in double quotes, where it changes the meaning of what follows",
        "Write two backslashes, or put the text in single quotes.",
    ),
    (
        "found invalid Unicode character escape code",
        "a backslash stands in double quotes, where it changes the meaning of what follows",
        "Write two backslashes, or put the text in single quotes.",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "'&' or '*' can't begin a value",
        "Put the value in quotes.",
    ),
    (
        "did not find expected comment or line break",
        "text stands beside '|' or '>'",
        "Put it on the next line; if the sign is part of the text, put the whole in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "a dash can't begin a list here",
        "Begin the list on the next line; if the dash is part of the text, put the whole in quotes.",
    ),
    (
        "mapping keys are not allowed",
        "'{character}' can't begin a value",
        "Put the value in quotes.",
    ),
    (
        "could not find expected directive name",
        "'%' can't begin a line",
        "Put the whole text in quotes.",
    ),
    (
        "found unexpected ':'",
        "a colon stands inside text between brackets",
        "Put the whole text in quotes, or a value after the colon.",
    ),
    (
        "did not find expected <document start>",
        "this line doesn't belong to what stands above it",
        "Line it up with the lines above, and look there for a dash, a name or a quote that is missing.",
    ),
    (
        "found undefined tag handle",
        "'!' can't begin a value",
        "Put the value in quotes.",
    ),
    (
        "did not find expected tag URI",
        "'!' can't begin a value",
        "Put the value in quotes.",
    ),
    (
        "did not find URI escape",
        "'%' can't begin a value",
        "Put the value in quotes.",
    ),
)


def explained(complaint: str, character: str) -> tuple[str, str]:
    """The fact and the way out; `character` is what stands where the parser stopped."""
    if character == "\t":
        return "a tab stands where only spaces can", "Indent with spaces."
    for words, fact, way_out in _EXPLANATIONS:
        if words in complaint:
            return fact.format(character=character), way_out
    fact = f"the file can't be understood from here on; the program that reads it says: {complaint}"
    return fact, "Compare it with a file of the same folder."
