"""What is printed: one line a figure, with its ratio, what it is a ratio to, and its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.rounds import Times


def title(text: str) -> None:
    """Print the heading of a part."""
    print(f"\n{text}\n")


def line(name: str, times: Times, floor: Times | None = None, most: float | None = None) -> None:
    """Print one contender: milliseconds (median, least), its ratio to the floor, and the target it is held to."""
    ratio = times.over(floor) if floor else None
    shown = f"{ratio:7.2f}×" if ratio is not None else " " * 8
    wanted = "" if most is None or ratio is None else f"  at most {most:g}×: {'kept' if ratio <= most else 'MISSED'}"
    print(f"  {name:<52}{times.middle * 1000:9.1f}{times.best * 1000:9.1f} {shown}{wanted}")


def head(floor: str) -> None:
    """Print the columns' heads; `floor` is what the ratios are to."""
    print(f"  {'':<52}{'median ms':>9}{'least':>9}  ratio to {floor}")


def say(text: str) -> None:
    """Print a remark."""
    print(f"  {text}")
