package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.Optional;

/** The tools of one language, which find the commands of a directory from its files. */
interface Ecosystem {

  /** In the order in which their commands are listed, and which names the project. */
  List<Ecosystem> ALL =
      List.of(
          new MavenBuild(),
          new GradleBuild(),
          new NodePackage(),
          new PythonProject(),
          new GoModule(),
          new CargoCrate(),
          new DotnetProject(),
          new ComposerPackage(),
          new RubyBundle());

  /** Returns the files that say what is built, of which one must be there. */
  List<String> manifests();

  /** Returns what the manifest calls the project. */
  Optional<String> name(ProjectDirectory directory);

  /** Finds the commands of a directory that has a manifest. */
  ProjectModule module(ProjectDirectory directory);

  /** Tells whether the manifest also covers directories below that have one of their own. */
  boolean coversBelow(ProjectDirectory directory);

  /** Returns the manifest that is there. */
  default Optional<String> manifest(ProjectDirectory directory) {
    return manifests().stream().filter(directory::has).findFirst();
  }
}
