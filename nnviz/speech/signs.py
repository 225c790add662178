"""How signs, units and letters are read out, in each language."""

__all__ = ["DECIMAL_POINTS", "LETTERS", "OF", "POINT", "SIGNS", "TEN_TO", "UNITS"]

DECIMAL_POINTS = {"en": ".", "de": ",", "fr": ",", "es": ",", "it": ","}
"""What stands before the decimals."""

POINT = {"en": "point", "de": "Komma", "fr": "virgule", "es": "coma", "it": "virgola"}
"""How that is read out."""

SIGNS: dict[str, dict[str, str]] = {
    "en": {
        "+": "plus",
        "−": "minus",
        "±": "plus or minus",
        "×": "times",
        "·": "times",
        "÷": "divided by",
        "=": "equals",
        "≠": "is not",
        "≈": "is about",
        "<": "is less than",
        ">": "is greater than",
        "≤": "is at most",
        "≥": "is at least",
        "%": "percent",
        "→": "to",
        "°": "degrees",
        "&": "and",
        "#": "number",
        "∞": "infinity",
        "√": "the root of",
        "∑": "the sum of",
    },
    "de": {
        "+": "plus",
        "−": "minus",
        "±": "plus minus",
        "×": "mal",
        "·": "mal",
        "÷": "geteilt durch",
        "=": "gleich",
        "≠": "ungleich",
        "≈": "ungefähr",
        "<": "kleiner als",
        ">": "größer als",
        "≤": "höchstens",
        "≥": "mindestens",
        "%": "Prozent",
        "→": "nach",
        "°": "Grad",
        "&": "und",
        "#": "Nummer",
        "∞": "unendlich",
        "√": "Wurzel aus",
        "∑": "die Summe von",
    },
    "fr": {
        "+": "plus",
        "−": "moins",
        "±": "plus ou moins",
        "×": "fois",
        "·": "fois",
        "÷": "divisé par",
        "=": "égale",
        "≠": "différent de",
        "≈": "environ",
        "<": "inférieur à",
        ">": "supérieur à",
        "≤": "au plus",
        "≥": "au moins",
        "%": "pour cent",
        "→": "vers",
        "°": "degrés",
        "&": "et",
        "#": "numéro",
        "∞": "l'infini",
        "√": "racine de",
        "∑": "la somme de",
    },
}
"""Signs that stand alone or between numbers."""

UNITS: dict[str, dict[str, str]] = {
    "en": {
        "s": "seconds",
        "ms": "milliseconds",
        "Hz": "hertz",
        "kHz": "kilohertz",
        "px": "pixels",
        "KB": "kilobytes",
        "MB": "megabytes",
        "GB": "gigabytes",
        "%": "percent",
        "°": "degrees",
        "x": "times",
    },
    "de": {
        "s": "Sekunden",
        "ms": "Millisekunden",
        "Hz": "Hertz",
        "kHz": "Kilohertz",
        "px": "Pixel",
        "KB": "Kilobyte",
        "MB": "Megabyte",
        "GB": "Gigabyte",
        "%": "Prozent",
        "°": "Grad",
        "x": "mal",
    },
    "fr": {
        "s": "secondes",
        "ms": "millisecondes",
        "Hz": "hertz",
        "kHz": "kilohertz",
        "px": "pixels",
        "KB": "kilo-octets",
        "MB": "mégaoctets",
        "GB": "gigaoctets",
        "%": "pour cent",
        "°": "degrés",
        "x": "fois",
    },
}
"""Units that follow a number without a space."""

LETTERS: dict[str, dict[str, str]] = {
    language: {"σ": "sigma", "Σ": "sigma", "π": "pi", "Δ": "delta", "f": "f", "ReLU": "relu"}
    for language in SIGNS
}
"""Letters and names that a voice would spell or skip; before a bracket they are functions."""

OF = {"en": "of", "de": "von", "fr": "de"}
"""Between a function and what it is of."""

TEN_TO = {"en": "times ten to the", "de": "mal zehn hoch", "fr": "fois dix puissance"}
"""Between a number and the power of ten that it is multiplied by: ``2e-5``."""
