#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-outputs.py PROGRAM: where verbs write, and where they refuse to: before any work."""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
from blackbox import (Case, DONE, FAILED, FILES, INTERRUPTED, PATIENCE, PROGRAM, USAGE, environment,
                      main, make_set, run, started, wait_for_handler)

MNIST = pathlib.Path(__file__).resolve().parents[2] / "data/mnist"  # takes its time
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "npy": b"\x93NUMPY"}
FORMATS = {"export": "png svg pdf npy", "project": "png svg pdf npy", "maximise": "png svg pdf npy",
           "evolution": "png svg pdf npy", "features": "png svg pdf", "occlusion": "png svg pdf",
           "invariance": "png svg pdf", "network": "png svg pdf"}


class Outputs(Case):
    def words(self, verb):
        """The verb and its input, without an output: enough for a picture, soon made."""
        words = [verb, self.run_file if verb == "evolution" else self.model]
        words += {"export": ["--view", "c1-filters"], "maximise": ["--steps", 1],
                  "features": ["--layer", "c1"], "evolution": ["--layer", "c1"]}.get(verb, [])
        return words + ([] if verb == "maximise" else ["--data", self.set])

    def aliases(self, path):
        """Names of the file that is there: its own, around a corner, a link, a hard link."""
        link, hard = self.folder / "link", self.folder / "hard"
        link.symlink_to(path)
        os.link(path, hard)
        return path, f"{path.parent}/../{path.parent.name}/./{path.name}", link, hard

    # what is read is not written over

    def test_an_output_over_the_input(self):
        for verb in FORMATS:
            with self.subTest(verb):
                words = self.words(verb)
                before = words[1].read_bytes()
                for name in self.aliases(words[1]):
                    self.assert_usage(*words, "--output", name, "--format", "png",
                                      says=f"--output: expected a name in .png, found “{name}”"
                                      if str(name).endswith(".safetensors")
                                      else f"--output: expected a file of its own, found {name}")
                for name in ("link", "hard"):
                    (self.folder / name).unlink()
                self.assertEqual(words[1].read_bytes(), before)

    def test_answers_over_the_model(self):
        before = self.model.read_bytes()
        for name in self.aliases(self.model):
            with self.subTest(name):
                self.assert_usage("evaluate", self.model, "--data", self.set, "--predictions", name,
                                  says=f"--predictions: expected a file of its own, found {name}")
        self.assertEqual(self.model.read_bytes(), before)

    def test_a_picture_over_the_probe(self):
        probe = self.folder / "probe.png"
        self.assert_done("export", self.model, "--view", "c1-maps", "--data", self.set, "--map", 1,
                         "--scale", 1, "--output", probe)
        before = probe.read_bytes()
        for verb, more in (("export", ["--view", "c1-maps"]), ("project", []), ("occlusion", []),
                           ("invariance", []), ("network", [])):
            with self.subTest(verb):
                self.assert_usage(verb, self.model, *more, "--probe", probe, "--output", probe,
                                  says="--output: expected a file of its own")
        self.assertEqual(probe.read_bytes(), before)

    def test_an_output_over_the_images(self):
        """Of --data, or of what IMAGETTE_DATA names: before any work."""
        images = make_set(self.folder / "images")
        names = {key: images / (name + (".gz" if key == "train-images" else ""))
                 for key, name in FILES.items()}
        before = {path: path.read_bytes() for path in names.values()}
        says = "expected a file of its own, found "
        for given, env in ((["--data", images], {}), ([], {"IMAGETTE_DATA": str(images)})):
            for path in names.values():
                for option in ("--output", "--curve", "--timeline"):
                    with self.subTest(option, path=path.name, env=env):
                        rest = () if option == "--output" else ("--output", self.folder / "m")
                        self.assert_usage("train", *given, *rest, option, path, "--epochs", 1,
                                          says=f"{option}: {says}{path}, which is read", **env)
                self.assert_usage("evaluate", self.model, *given, "--predictions", path,
                                  says=f"--predictions: {says}{path}", **env)
        for verb in FORMATS:
            words = self.words(verb)[:None if verb == "maximise" else -2]
            for path in self.aliases(names["test-labels"]):
                given = ["--data", images] if verb != "maximise" else []
                env = {} if given else {"IMAGETTE_DATA": str(images)}
                with self.subTest(verb, path=path):
                    self.assert_usage(*words, *given, "--output", path, "--format", "png",
                                      says=f"--output: {says}", **env)
            for name in ("link", "hard"):
                (self.folder / name).unlink()
        (self.folder / "table").mkdir()
        (self.folder / "table" / "comparison.csv").symlink_to(names["train-labels"])
        self.assert_usage("compare", "--data", images, "--output", self.folder / "table",
                          "--epochs", 1, "--seeds", 1, says=f"--output: {says}")
        for path, content in before.items():
            self.assertEqual(path.read_bytes(), content)

    def test_two_outputs_in_one_file(self):
        """Also one that is not there yet, by two names."""
        there, loose = self.folder / "there", self.folder / "loose"
        there.write_text("old", encoding="ascii")
        loose.symlink_to("new")
        pairs = [(there, name) for name in self.aliases(there)]
        pairs += [(self.folder / "new", name) for name in
                  (self.folder / "new", f"{self.folder}/.//new", loose)]
        names = sorted(os.listdir(self.folder))
        for first, second in pairs:
            for options in (("--output", "--curve"), ("--output", "--timeline"),
                            ("--timeline", "--curve")):
                with self.subTest(second, options=options):
                    rest = () if "--output" in options else ("--output", self.folder / "m")
                    done = run("train", "--data", self.set, "--epochs", 0, *rest, options[0], first,
                               options[1], second)
                    self.assert_status(done, USAGE)
                    self.assertIn("expected a file of its own", done.stderr)
                    self.assertIn("writes, too", done.stderr)
        self.assertEqual(there.read_text(encoding="ascii"), "old")
        self.assertEqual(sorted(os.listdir(self.folder)), names)

    def test_numbered_pictures(self):
        """PATH-01.png and the others: not over the run, the images or one another."""
        words, base = self.words("evolution"), self.folder / "p.png"
        run_bytes = self.run_file.read_bytes()
        images = next(self.set.glob("*train*images*"))
        image_bytes = images.read_bytes()
        for name, target in (("p-01.png", self.run_file), ("p-02.png", images)):
            with self.subTest(name):
                (self.folder / name).symlink_to(target)
                self.assert_usage(*words, "--output", base, "--numbered", says="--numbered: expected")
                (self.folder / name).unlink()
        (self.folder / "one.png").write_text("old", encoding="ascii")
        for name in ("p-01.png", "p-02.png"):
            (self.folder / name).symlink_to(self.folder / "one.png")
        self.assert_usage(*words, "--output", base, "--numbered", says="expected a file of its own")
        self.assertEqual((self.folder / "one.png").read_text(encoding="ascii"), "old")
        self.assertEqual(self.run_file.read_bytes(), run_bytes)
        self.assertEqual(images.read_bytes(), image_bytes)
        for name in ("p-01.png", "p-02.png"):
            (self.folder / name).unlink()
        self.assert_done(*words, "--output", base, "--numbered")
        for name in ("p-01.png", "p-02.png"):
            self.assertTrue((self.folder / name).read_bytes().startswith(STARTS["png"]))

    # what cannot be written is found out at once

    def test_no_name(self):
        for verb in FORMATS:
            with self.subTest(verb):
                self.assert_usage(*self.words(verb), "--output", "",
                                  says="--output: expected the name of a file, found none")
        for option in ("--output", "--curve", "--timeline"):
            with self.subTest(option):
                rest = () if option == "--output" else ("--output", self.folder / "m")
                self.assert_usage("train", "--data", self.set, *rest, option, "",
                                  says=f"{option}: expected the name of a file, found none")
        self.assert_usage("evaluate", self.model, "--data", self.set, "--predictions", "",
                          says="--predictions: expected the name of a file, found none")
        self.assertEqual(os.listdir(self.folder), [])

    def test_where_nothing_can_be_written(self):
        """No set is read, and no network: the folder of the data is empty."""
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        places = ((self.folder, "found a folder"), (pipe, "found a pipe or a device"),
                  (self.folder / "no" / "x", "No such file or directory"),
                  (self.folder / "pipe" / "x", "Not a directory"))
        for path, says in places:
            for verb in FORMATS:
                with self.subTest(verb, path=path):
                    words = self.words(verb)
                    self.assert_refused(*words[:-1], self.folder, "--output", path, file=path,
                                        says=says) if verb != "maximise" else \
                        self.assert_refused(*words, "--output", path, file=path, says=says)
            for option in ("--output", "--curve", "--timeline"):
                with self.subTest(option, path=path):
                    rest = () if option == "--output" else ("--output", self.folder / "m")
                    self.assert_refused("train", "--data", self.folder, *rest, option, path,
                                        file=path, says=says)
            self.assert_refused("evaluate", self.model, "--data", self.folder, "--predictions", path,
                                file=path, says=says)
        self.assertEqual(os.listdir(self.folder), ["pipe"])

    # the folder of the preferences

    def preferences(self, folder):
        """The environment of somebody whose preferences name that folder."""
        schemas = os.environ.get("GSETTINGS_SCHEMA_DIR", "")
        if not os.path.exists(os.path.join(schemas, "gschemas.compiled")):
            self.skipTest("a build without the app has no preferences")
        config = self.folder / "config" / "glib-2.0" / "settings"
        config.mkdir(parents=True, exist_ok=True)
        (config / "keyfile").write_text(f"[io/github/imagette/Imagette]\ndata-folder='{folder}'\n",
                                        encoding="utf-8")
        return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(self.folder / "config")}

    def test_preferences_that_lead_nowhere(self):
        """Another set in their place is not taken in silence."""
        words = ["evaluate", self.model, "--json"]
        gone, bare = self.folder / "gone", self.folder / "bare"
        bare.mkdir()
        for folder, says in ((gone, "No such file or directory"), (bare, "no train-images-idx3-ubyte")):
            with self.subTest(folder.name):
                done = run(*words, **self.preferences(folder))
                self.assert_status(done, DONE)
                self.assertEqual(json.loads(done.stdout)["images"], 10000)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertIn("imagette-cli: the folder of the preferences is passed over "
                              f"({folder}: {says}", done.stderr)
        # what is asked for in another way, or is there, is no news
        self.assert_done(*words, "--data", self.set, **self.preferences(gone))
        self.assert_done(*words, IMAGETTE_DATA=str(self.set), **self.preferences(gone))
        found = json.loads(self.assert_done(*words, **self.preferences(self.set)))
        self.assertEqual(found["images"], 40)
        self.assert_usage("evaluate", self.model, "--predictions", self.set / FILES["test-labels"],
                          says="expected a file of its own", **self.preferences(self.set))

    # links

    def test_a_link_stays_a_link(self):
        """Also one to a file that is not there yet: the bytes go to where it leads."""
        (self.folder / "away").mkdir()
        for target, name in (("away/old.png", "a.png"), ("away/new.png", "b.png")):
            link, real = self.folder / name, self.folder / target
            link.symlink_to(target)
            if "old" in target:
                real.write_text("old", encoding="ascii")
            self.assert_done(*self.words("export"), "--output", link)
            self.assertTrue(link.is_symlink())
            self.assertTrue(real.read_bytes().startswith(STARTS["png"]))
        loop = self.folder / "loop.png"
        loop.symlink_to("loop.png")
        done = run(*self.words("export"), "--output", loop)
        self.assert_status(done, FAILED)
        self.assertIn(str(loop), done.stderr)

    # the name says the format

    def test_the_name_says_the_format(self):
        for verb, formats in FORMATS.items():
            for kind in formats.split():
                for name, more in ((f"x.{kind}", ()), (f"x.{kind.upper()}", ()),
                                   (f"x.{kind}", ("--format", kind)), ("x", ("--format", kind)),
                                   (f".{kind}", ("--format", kind))):
                    with self.subTest(verb, name=name, more=more):
                        if verb != "export" and (name.isupper() or len(more) > 0):
                            continue      # one wiring for all: seen once is enough
                        output = self.folder / name
                        self.assert_done(*self.words(verb), "--output", output, *more)
                        self.assertTrue(output.read_bytes().startswith(STARTS[kind]))
                        output.unlink()
        output = self.folder / "x.y" / "plain"
        output.parent.mkdir()
        self.assert_done(*self.words("export"), "--output", output)
        self.assertTrue(output.read_bytes().startswith(STARTS["png"]))

    def test_names_that_say_something_else(self):
        for verb, formats in FORMATS.items():
            kinds = formats.split()
            for name in ("x.jpg", "x.png.txt", "x.safetensors") + (() if "npy" in kinds else ("x.npy",)) \
                    + (() if verb == "evolution" else ("x.gif",)):
                with self.subTest(verb, name=name):
                    says = f"--output: expected a name in .{', .'.join(kinds)}, found “"
                    self.assert_usage(*self.words(verb), "--output", self.folder / name, says=says)
                    self.assert_usage(*self.words(verb), "--output", self.folder / name, "--format",
                                      "png", says="--output: expected a name in .png, found “")
            self.assert_usage(*self.words(verb), "--output", self.folder / "x.png", "--format", "svg",
                              says="--output: expected a name in .svg, found “")
        self.assertEqual(os.listdir(self.folder), [])

    def test_films(self):
        words = self.words("evolution")
        films = []
        for name, more in (("f.gif", ()), ("F.GIF", ()), ("f", ("--film",)), ("g.gif", ("--film",))):
            output = self.folder / name
            self.assert_done(*words, "--output", output, *more)
            films.append(output.read_bytes())
            self.assertEqual(films[-1][:6], b"GIF89a")
            self.assertIn(b"NETSCAPE2.0", films[-1])
        self.assertEqual(len(set(films)), 1)
        before = sorted(os.listdir(self.folder))
        for name, more, says in (("f.svg", ("--film",), "--film: expected gif, found svg"),
                                 ("f.png", ("--film",), "--film: expected gif, found png"),
                                 ("h", ("--film", "--format", "npy"), "--film: expected gif, found npy"),
                                 ("h.gif", ("--format", "png"), "--format: expected gif, found png"),
                                 ("h.gif", ("--format", "svg"), "expected a name in .svg"),
                                 ("h.gif", ("--numbered",), "--numbered: expected png, found gif"),
                                 ("f.pdf", ("--numbered",), "--numbered: expected png, found pdf"),
                                 ("h", ("--film", "--numbered"), "found both")):
            self.assert_usage(*words, "--output", self.folder / name, *more, says=says)
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_as_many_figures_as_it_takes(self):
        """A hundred pictures and more are in order by name."""
        long = self.folder / "long.safetensors"
        self.assert_done("train", "--data", self.set, "--epochs", 96, "--output", self.folder / "m",
                         "--timeline", long)
        self.assert_done("evolution", long, "--data", self.set, "--layer", "c1", "--map", 1,
                         "--scale", 1, "--numbered", "--output", self.folder / "p.png")
        n = len(json.loads(self.assert_done("info", long, "--json"))["moments"])
        self.assertGreater(n, 99)
        self.assertEqual(sorted(path.name for path in self.folder.glob("p*")),
                         [f"p-{i:03d}.png" for i in range(1, n + 1)])

    def test_half_a_film(self):
        """One picture that cannot be written: those before it are taken back, but for what was
        there."""
        words = (*self.words("evolution"), "--numbered", "--output", self.folder / "p.png")
        self.assert_done(*words)
        names = sorted(os.listdir(self.folder))
        sizes = [(self.folder / name).stat().st_size for name in names]
        limit = max(sizes) - 1
        fails = next(i for i, size in enumerate(sizes) if size > limit)
        self.assertGreater(fails, 1, sizes)
        for name in names[1:]:
            (self.folder / name).unlink()
        # The signal of the limit is ignored here, so in the program, too: writing fails.
        done = subprocess.run(
            [PROGRAM, *map(str, words)], env=environment(), stderr=subprocess.PIPE, check=False,
            restore_signals=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, FAILED, done.stderr)
        self.assertEqual(os.listdir(self.folder), names[:1])

    def test_ctrl_c_in_a_film(self):
        """Nothing is written, whole or half. Many moments, each of all digits: it is far from over
        when the signal comes."""
        long = self.shared / "long.safetensors"
        self.assert_done("train", "--data", self.set, "--epochs", 90, "--output", self.shared / "m",
                         "--timeline", long)
        for more in (("f.gif",), ("f.png",), ("f.png", "--numbered")):
            words = ("evolution", long, "--threads", 1, "--output", self.folder / more[0],
                     *more[1:])
            with self.subTest(more), started(*words, IMAGETTE_DATA=str(MNIST)) as process:
                wait_for_handler(process)
                process.send_signal(signal.SIGINT)
                _, err = process.communicate(timeout=60 * PATIENCE)
                self.assertEqual(process.returncode, INTERRUPTED, err)
                self.assertEqual(os.listdir(self.folder), [])

    # the set that is asked for

    def test_a_folder_in_the_environment_that_is_no_set(self):
        """Another set in its place would be a quiet mistake."""
        for folder in (self.folder / "none", self.folder):
            for verb in ("train", "benchmark", "evaluate"):
                with self.subTest(verb, folder=folder):
                    rest = {"train": ["--output", self.folder / "m"],
                            "evaluate": [self.model]}.get(verb, [])
                    done = run(verb, *rest, IMAGETTE_DATA=str(folder))
                    self.assert_status(done, FAILED)
                    self.assertEqual(done.stdout, "")
                    self.assertIn(f"IMAGETTE_DATA={folder}: expected a folder with the four IDX "
                                  "files", done.stderr)
                    self.assertRegex(done.stderr, "No such file or directory|no train-images")
        self.assertEqual(os.listdir(self.folder), [])
        done = run("evaluate", self.model, "--json", "--data", self.set,
                   IMAGETTE_DATA=str(self.folder))
        self.assert_status(done, DONE)
        self.assertEqual(json.loads(done.stdout)["images"], 40)


if __name__ == "__main__":
    main()
