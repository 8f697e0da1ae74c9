"""Recordings: their sound and pictures are packed anew, bit for bit, and nothing else with them."""

import sys
from typing import IO, Any

import av
from av.bitstream import BitStreamFilterContext

BROKEN, HELD = 3, 5
# How each kind is read and packed. The reader is never left to guess: some of the formats it
# knows are lists of other files to open.
READ_AS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "video/webm": "matroska",
    "audio/mp4": "mov",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
    "audio/amr": "amr",
}
PACKED_AS = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "video/webm": "webm",
    "audio/mp4": "ipod",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/aac": "adts",
    "audio/amr": "amr",
}
PACKING = {"mp3": {"id3v2_version": "0", "write_id3v1": "0", "write_xing": "0"}}
# Notes between the pictures (SEI, metadata units): cameras put place and make there.
WITHOUT_NOTES = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
    "av1": "filter_units=remove_types=5",
}
# What is known to carry nothing but pictures and sound once that is done.
PICTURES = {*WITHOUT_NOTES, "vp8", "vp9", "h263", "mjpeg"}
SOUNDS = {"aac", "mp3", "mp3float", "opus", "vorbis", "amrnb", "amr_nb", "amrwb", "amr_wb", "alac"}
SOUND_PREFIX = "pcm_"


def clean_recording(source: IO[bytes], target: IO[bytes], kind: str) -> None:
    """Pack pictures and sound anew; what is not known to carry nothing else is held."""
    try:
        told = av.open(source, "r", format=READ_AS[kind])
    except (av.FFmpegError, ValueError, OSError):
        sys.exit(BROKEN)
    streams = [*told.streams.audio]
    if kind.startswith("video/"):
        streams = [*_moving_pictures(told), *streams]
    if not streams:
        sys.exit(BROKEN)
    if not all(_is_known(stream, kind) for stream in streams):
        sys.exit(HELD)
    try:
        _pack(told, streams, target, PACKED_AS[kind])
    except av.InvalidDataError:
        sys.exit(BROKEN)
    except (av.FFmpegError, ValueError):
        sys.exit(HELD)


def _moving_pictures(told: Any) -> list[Any]:
    # A cover is a picture too; it says whose song it is, and may be a photo with its place.
    cover = av.stream.Disposition.attached_pic
    return [stream for stream in told.streams.video if not stream.disposition & cover]


def _is_known(stream: Any, kind: str) -> bool:
    name = stream.codec_context.name if stream.codec_context else ""
    if stream.type == "video":
        return name in PICTURES and name != "mjpeg"
    # In WebM the notes of Vorbis stand in the header of the sound itself.
    if name == "vorbis" and kind == "video/webm":
        return False
    return name in SOUNDS or name.startswith(SOUND_PREFIX)


def _pack(told: Any, streams: list[Any], target: IO[bytes], form: str) -> None:
    options = {"fflags": "+bitexact", **PACKING.get(form, {})}
    packed = av.open(target, "w", format=form, options=options)
    plain: dict[int, Any] = {}
    for stream in streams:
        new = packed.add_stream_from_template(stream, opaque=True)
        new.metadata.clear()
        wanted = WITHOUT_NOTES.get(stream.codec_context.name)
        plain[stream.index] = (new, wanted and BitStreamFilterContext(wanted, stream, new))
    packed.metadata.clear()
    packed.start_encoding()
    count = 0
    for packet in told.demux(streams):
        if packet.dts is None:
            continue
        new, notes = plain[packet.stream.index]
        for ready in notes.filter(packet) if notes else [packet]:
            ready.stream = new
            packed.mux(ready)
            count += 1
    if not count:
        sys.exit(BROKEN)
    packed.close()
