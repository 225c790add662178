"""Speech: a text becomes samples, and the time at which each of its words is heard.

Voices are optional; without one a scene runs on the time that reading takes. What is written and
what is heard differ where they must: numbers and signs are read out by rules (`heard_text`).
"""

from nnviz.speech.choice import BEST, SILENT, VoiceChoice, choose_voice
from nnviz.speech.heard import heard_text
from nnviz.speech.kept import KEPT_SUFFIX, is_kept_speech
from nnviz.speech.loudness import (
    LOUDNESS,
    SOUND_RATE,
    TRUE_PEAK,
    loudness_of,
    speech_track,
    true_peak_of,
)
from nnviz.speech.recordings import SHEET, Recordings
from nnviz.speech.said import Samples, Speech, SpokenWord
from nnviz.speech.voice import Voice, current_voice, use_voice

__all__ = [
    "BEST",
    "KEPT_SUFFIX",
    "LOUDNESS",
    "SHEET",
    "SILENT",
    "SOUND_RATE",
    "TRUE_PEAK",
    "Recordings",
    "Samples",
    "Speech",
    "SpokenWord",
    "Voice",
    "VoiceChoice",
    "choose_voice",
    "current_voice",
    "heard_text",
    "is_kept_speech",
    "loudness_of",
    "speech_track",
    "true_peak_of",
    "use_voice",
]
