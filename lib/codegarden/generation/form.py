"""A form for JupyterLab: a task is typed in, the answer appears beneath it.

The search runs in a thread, so that the stop button works while it goes on. The form finds nothing
out itself: ``generate_code_from_description`` does. What somebody typed is shown as text, never as
HTML.
"""

import html
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from codegarden.generation.answer import UNTOUCHED, Generation
from codegarden.generation.given import tests_in
from codegarden.generation.questions import Question, wrong_with

WAIT_S = 0.2  # between two looks at the stop button
WIDE = widgets.Layout(width="100%")


class TaskForm:
    """Text, optional examples, seconds, progress and a stop button around one function.

    ``generate`` is called with ``description``, ``tests``, ``seconds``, ``progress`` and ``ask``,
    and returns a ``Generation``; ``answer`` is the latest one. A question comes with a button for
    each reply.
    """

    def __init__(self, generate: Callable[..., Generation], seconds: float = 30):
        self.generate = generate
        self.answer: Generation | None = None
        self.stop_asked = Event()
        self.description = widgets.Textarea(
            placeholder="What should the program do?", rows=3, layout=WIDE
        )
        self.tests = widgets.Textarea(
            placeholder="Examples, one a line, as in: total([1, 2]) == 3 (optional)",
            rows=3,
            layout=WIDE,
        )
        self.seconds = widgets.BoundedFloatText(
            value=seconds, min=1, max=600, description="seconds"
        )
        self.start = widgets.Button(description="Generate", button_style="primary", icon="play")
        self.stop = widgets.Button(description="Stop", icon="stop", disabled=True)
        self.progress = widgets.FloatProgress(
            min=0, max=seconds, layout=widgets.Layout(width="30%")
        )
        self.stage = widgets.Label()
        self.result = widgets.HTML()
        self.question = widgets.VBox()
        self.replied = Event()
        self.reply: str | None = None
        self.start.on_click(lambda _: self.begin())
        self.stop.on_click(lambda _: self.ask_to_stop())

    def begin(self) -> Thread | None:
        """Start a search with what the form holds; return the thread that it runs in.

        Without a task nothing starts, and the form asks for one.
        """
        if not self.description.value.strip():
            self.say("A task is missing", "type above what the program should do")
            return None
        self.stop_asked.clear()
        self.start.disabled, self.stop.disabled = True, False
        self.progress.max, self.progress.value, self.result.value = self.seconds.value, 0, ""
        thread = Thread(target=self.search, daemon=True)
        thread.start()
        return thread

    def search(self) -> None:
        """Search and show what came of it; an error is shown where the answer would be."""
        try:
            self.answer = self.generate(
                description=self.description.value,
                tests=tests_in(self.tests.value),
                seconds=self.seconds.value,
                progress=self.show_progress,
                ask=self.ask,
            )
            self.result.value = self.answer._repr_html_()
        except Exception as error:  # the thread has nobody else to tell
            self.say(type(error).__name__, str(error))
        finally:
            self.stage.value = "stopped" if self.stop_asked.is_set() else ""
            self.progress.value = self.progress.max
            self.start.disabled, self.stop.disabled = False, True

    def ask(self, question: Question) -> str | None:
        """Show a question; return the reply that is chosen or typed in, None where none is."""
        self.reply = None
        self.replied.clear()
        note = widgets.Label()

        def give(reply: str | None) -> None:
            note.value = wrong_with(reply) if reply is not None else ""
            if not note.value:
                self.reply = reply
                self.replied.set()

        buttons = [widgets.Button(description=text) for text in question.choices[:-1]]
        for button in buttons:
            button.on_click(lambda one: give(one.description))
        other = widgets.Text(placeholder="another value, as in [1, 'a']", continuous_update=False)
        other.observe(lambda change: give(change["new"]), "value")
        skip = widgets.Button(description="Go on without")
        skip.on_click(lambda _: give(None))
        row = widgets.HBox([*buttons, other, skip], layout=widgets.Layout(flex_flow="row wrap"))
        self.question.children = [widgets.Label(str(question)), row, note]
        while not self.replied.wait(WAIT_S) and not self.stop_asked.is_set():
            pass
        self.question.children = ()
        return self.reply

    def say(self, title: str, text: str) -> None:
        """Show a message where the answer would be."""
        said = f"<b>{html.escape(title)}</b>: {html.escape(text)}"
        self.result.value = f'<p class="{UNTOUCHED}">{said}</p>'

    def ask_to_stop(self) -> None:
        """Ask the search to stop, which it does after the program that it is judging."""
        self.stop_asked.set()
        self.stage.value = "stopping"

    def show_progress(self, stage: str, elapsed_s: float) -> bool:
        """Show how far the search is; return whether it should stop."""
        if not self.stop_asked.is_set():
            self.stage.value = stage
        self.progress.value = elapsed_s
        return self.stop_asked.is_set()

    def _ipython_display_(self, **options: Any) -> None:
        buttons = widgets.HBox([self.start, self.stop, self.seconds, self.progress, self.stage])
        shown = [self.description, self.tests, buttons, self.question, self.result]
        display(widgets.VBox(shown))
