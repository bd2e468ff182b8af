"""Every stock page and example before the judges of web pages: axe-core in a real browser, and the Nu HTML checker.

The checker is a program of its own: NU_CHECKER names its vnu.jar, and without it these tests are skipped.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.configuration.resources import bundled
from briefing.rendering import Theme, render

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--virtual-time-budget=20000", "--dump-dom",
)  # fmt: skip
RUN = """
<script>AXE</script>
<script>
axe.run(document, {resultTypes: ["violations"]}).then(found => {
  const told = document.createElement("script");
  told.id = "axe-told";
  told.type = "application/json";
  told.textContent = JSON.stringify(found.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html)]));
  document.body.append(told);
});
</script>
"""

needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
needs_checker = pytest.mark.skipif(
    not (shutil.which("java") and os.environ.get("NU_CHECKER")), reason="NU_CHECKER names no vnu.jar"
)


def _load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _load("brief_example")


def themes():
    """The stock themes and examples that change the page: wire's is sitrep's."""
    folders = (*bundled("templates").iterdir(), *EXAMPLES.glob("*"))
    return sorted(
        place.name for place in folders if list(place.glob("*.css")) or list(place.glob("brief.html"))
    )


def violations(html, tmp_path, *, width, dark=False):
    """What axe-core says of a page."""
    axe = (importlib.resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    page = tmp_path / "page.html"
    script = RUN.replace("AXE", axe.replace("</script", "<\\/script"))
    page.write_text(html.replace("</body>", script + "</body>"), encoding="utf-8")
    command = [
        BROWSER, *FLAGS, f"--window-size={width},1200", f"--user-data-dir={tmp_path / 'profile'}",
        *(["--blink-settings=preferredColorScheme=0"] if dark else []), page.as_uri(),
    ]  # fmt: skip
    seen = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    told = re.search(r'<script id="axe-told"[^>]*>(.*?)</script>', seen, re.DOTALL)
    assert told, "axe-core did not run"
    return json.loads(told[1])


def page(name, brief):
    folders = (EXAMPLES,) if EXAMPLES.is_dir() else ()
    return render(brief, theme=Theme(folders, name), vars={"assessment": "A *view*.\n\n- one"})


@needs_browser
@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_no_violation(name, width, dark, tmp_path):
    assert violations(page(name, example.example_brief()), tmp_path, width=width, dark=dark) == []


@needs_browser
def test_axe_is_really_run(tmp_path):
    found = violations("<html><body><img src=x><p>words</p></body></html>", tmp_path, width=1280)
    assert {"image-alt", "html-has-lang", "document-title"} <= {name for name, *_ in found}


@needs_checker
@pytest.mark.parametrize("name", themes())
def test_the_nu_checker_finds_no_error(name, tmp_path):
    for kind, brief in {"full": example.example_brief(), "empty": example.empty_brief()}.items():
        (tmp_path / f"{kind}.html").write_text(page(name, brief), encoding="utf-8")
    files = sorted(str(path) for path in tmp_path.glob("*.html"))
    command = ["java", "-jar", os.environ["NU_CHECKER"], "--stdout", "--format", "gnu", *files]
    told = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert told.stdout.strip() == ""
    assert told.returncode == 0, told.stderr
