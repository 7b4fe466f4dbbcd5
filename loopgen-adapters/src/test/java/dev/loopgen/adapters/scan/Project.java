package dev.loopgen.adapters.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project made of a few files. */
final class Project {

  private final Path directory;

  private Project(Path directory) {
    this.directory = directory;
  }

  static Project in(Path directory) {
    return new Project(directory);
  }

  Project file(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  ProjectScan scan() {
    return ProjectScan.of(directory);
  }
}
