#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-walk.py PROGRAM: the app as a screen reader meets it, from outside through AT-SPI.

Goes through every page, every view and every window of the running app by keys, and holds that
each control and each picture that the keyboard reaches has a name, and each slider a value.
Needs a display (with-xvfb), dbus-run-session, at-spi2-core and gir1.2-atspi-2.0.
"""
import os
import re
import shutil
import subprocess
import sys
import time

INSIDE = "IMAGETTE_WALK_INSIDE"
PATIENCE = 60                     # seconds for a window to come
CLASS_NAME = re.compile(r"^(Gtk|Adw|Imagette)[A-Z]\w*$")   # what GTK 4.8 says where there is no name
# Keys as xdotool names them, and what each brings.
PLACES = [f"ctrl+{n}" for n in range(1, 8)] + ["ctrl+5"] + [f"alt+{n}" for n in range(1, 10)]
WINDOWS = [("F1", "Help"), ("ctrl+question", "Keyboard Shortcuts"), ("shift+F1", "About"),
           ("ctrl+comma", "Preferences"), ("ctrl+e", "Export"), ("ctrl+p", "Worksheet"),
           ("d", "Draw a digit"), ("q", "the quiz"), ("o", "Our digits"),
           ("ctrl+w", "the question whether to save")]
# Not ours: all of libadwaita's window "About", and the search that its preferences hide.
FOREIGN = {"About": CLASS_NAME, "Preferences": re.compile("^GtkSearchEntry$")}
# GTK before 4.10 gives no widget but its own a value that a screen reader can ask for.
OLDEST_WITH_VALUES = (4, 10)


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def load_atspi():
    try:
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        return Atspi
    except (ImportError, ValueError):
        return None


def go_inside():
    """Starts this program again in a session bus of its own, with a Python that knows AT-SPI."""
    if not shutil.which("dbus-run-session"):
        skip("dbus-run-session is not installed (package dbus-daemon)")
    if not shutil.which("xdotool"):
        skip("xdotool is not installed")
    if not any(os.path.exists(path) for path in ("/usr/libexec/at-spi-bus-launcher",
                                                 "/usr/lib/at-spi2-core/at-spi-bus-launcher")):
        skip("at-spi-bus-launcher is not installed (package at-spi2-core)")
    python = sys.executable
    if load_atspi() is None:
        python = "/usr/bin/python3"
        test = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
        if subprocess.run([python, "-c", test], stderr=subprocess.DEVNULL, check=False).returncode:
            skip("Python has no AT-SPI (packages python3-gi, gir1.2-atspi-2.0)")
    env = dict(os.environ, **{INSIDE: "1"})
    for name in ("GTK_A11Y", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
        env.pop(name, None)
    os.execvpe("dbus-run-session", ["dbus-run-session", "--", python, *sys.argv], env)


if INSIDE not in os.environ:
    go_inside()
Atspi = load_atspi()
Atspi.set_timeout(PATIENCE * 1000, PATIENCE * 1000)   # a busy machine answers late
ROLE, STATE = Atspi.Role, Atspi.StateType
CONTROLS = {ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.CHECK_BOX, ROLE.RADIO_BUTTON, ROLE.SLIDER,
            ROLE.SPIN_BUTTON, ROLE.COMBO_BOX, ROLE.ENTRY, ROLE.PAGE_TAB, ROLE.MENU_ITEM,
            ROLE.CHECK_MENU_ITEM, ROLE.RADIO_MENU_ITEM, ROLE.LINK, ROLE.LEVEL_BAR,
            ROLE.PROGRESS_BAR}
VALUED = {ROLE.SLIDER, ROLE.SPIN_BUTTON}
COMPOSITE = {ROLE.SPIN_BUTTON, ROLE.COMBO_BOX, ROLE.ENTRY}


def wait(what, says):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {says}")


class App:
    def __init__(self, program):
        arguments = ["--seed", "1", "--page", "layers", "--size", "1280x800"]
        self.process = subprocess.Popen([program, *arguments])
        self.root = wait(self.find, "the app on the accessibility bus")
        wait(lambda: len(self.windows()) == 1, "its window")
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid",
                        str(self.process.pid), "--name", "."], check=True,
                       stdout=subprocess.DEVNULL)

    def find(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def windows(self):
        self.root.clear_cache()
        children = [self.root.get_child_at_index(i) for i in range(self.root.get_child_count())]
        return [child for child in children if child is not None]

    def press(self, keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True)

    def act(self, window, name):
        """An action of the window, as an assistive technology asks for it."""
        def found():
            names = [Atspi.Action.get_action_name(window, i)
                     for i in range(Atspi.Action.get_n_actions(window))]
            return [i for i, each in enumerate(names) if each == name]

        # While the images are read there is nothing to train.
        Atspi.Action.do_action(window, wait(found, f"the action {name}")[0])

    def seconds(self):
        """Of the processor, used so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self):
        """Waits until the app has little to do: what was asked for is done."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            before = self.seconds()
            time.sleep(0.5)
            if self.seconds() < before + 0.05:
                return

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


def nodes(node, path=()):
    """(path, node) of all below and with node that can be seen."""
    node.clear_cache()
    if not node.get_state_set().contains(STATE.VISIBLE):
        return
    path = path + (node,)
    yield path, node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from nodes(child, path)


def words_of(path):
    return " / ".join(f"{node.get_role_name()} “{node.get_name()}”" for node in path[-4:])


def is_named(node):
    name = (node.get_name() or "").strip()
    return name != "" and not CLASS_NAME.match(name)


def faults_of(node, version):
    role, states = node.get_role(), node.get_state_set()
    control = role in CONTROLS or (states.contains(STATE.FOCUSABLE) and role == ROLE.IMAGE)
    if control and not is_named(node):
        parent = node.get_parent()
        if not (parent is not None and parent.get_role() in COMPOSITE and is_named(parent)):
            yield "has no name"
    if role in VALUED:
        if "Value" not in node.get_interfaces():
            if version >= OLDEST_WITH_VALUES or ":" not in node.get_name():
                yield "has no value, and its name says none"
            return
        least, now, most = (Atspi.Value.get_minimum_value(node), Atspi.Value.get_current_value(node),
                            Atspi.Value.get_maximum_value(node))
        if not least <= now <= most:
            yield f"has the value {now} outside of {least} … {most}"


class Test:
    def __init__(self, version):
        self.number, self.failed, self.version = 0, 0, version

    def check(self, name, node, at_least, foreign=None):
        """Walks what is below node; one line of TAP."""
        count, faults = 0, set()
        for path, each in nodes(node):
            count += 1
            if foreign is not None and foreign.match(each.get_name() or ""):
                continue
            for fault in faults_of(each, self.version):
                faults.add(f"{words_of(path)} {fault}")
        if count < at_least:
            faults.add(f"only {count} things found")
        self.number += 1
        self.failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {self.number} - {name}: {count} things", flush=True)
        for fault in sorted(faults):
            print(f"# {fault}", flush=True)


def walk(app):
    version = tuple(int(n) for n in app.root.get_toolkit_version().split(".")[:2])
    test = Test(version)
    window = app.windows()[0]
    app.act(window, "win.epoch")  # so that there are curves, mistakes and moments
    time.sleep(1)
    app.settle()
    for keys in PLACES:
        app.press(keys)
        time.sleep(0.3)
        app.settle()
        # Old GTK has all pages on the bus at once: then they are walked once, below.
        if version >= OLDEST_WITH_VALUES:
            test.check(f"page of {keys}", window, 30)
    test.check("all pages", window, 500)
    app.press("F10")
    time.sleep(1)
    test.check("with the menu open", window, 500)
    app.press("Escape")
    app.press("ctrl+4")
    for keys, name in (("v", "a vote"), ("a", "its answer")):
        app.press(keys)
        app.settle()
        test.check(name, window, 500)
    app.press("v")
    app.settle()
    for keys, name in WINDOWS:
        app.press(keys)
        opened = wait(lambda: len(app.windows()) == 2, f"the window of {keys}")
        app.settle()
        opened = [each for each in app.windows() if each.path != window.path][0]
        test.check(name, opened, 5, FOREIGN.get(name))
        app.press("Escape")
        wait(lambda: len(app.windows()) == 1, f"the end of the window of {keys}")
    print(f"1..{test.number}")
    return test.failed


def main():
    app = App(sys.argv[1])
    try:
        failed = walk(app)
    finally:
        app.end()
    sys.exit(failed > 0)


main()
