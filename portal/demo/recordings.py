"""Recordings that stand for those people send: two tones, and nobody's voice."""

import io
import math
import wave
from array import array

RATE = 8_000
TONES = (440, 330)
SECONDS = 1
LOUDNESS = 6_000


def recording_of_tones() -> bytes:
    """Return two seconds of sound (WAV, one channel)."""
    turns = [(tone, at) for tone in TONES for at in range(RATE * SECONDS)]
    told = array("h", (round(LOUDNESS * math.sin(math.tau * hz * at / RATE)) for hz, at in turns))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(told.itemsize)
        file.setframerate(RATE)
        file.writeframes(told.tobytes())
    return out.getvalue()
