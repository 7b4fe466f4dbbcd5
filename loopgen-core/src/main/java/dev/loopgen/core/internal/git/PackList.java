package dev.loopgen.core.internal.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The packs of a repository, relisted when the known ones lack an object. Thread-safe. */
final class PackList {

  private final List<Path> directories;
  private Map<Path, PackFile> packs = Map.of();

  PackList(List<Path> directories) {
    this.directories = directories;
  }

  synchronized List<PackFile> known() {
    return List.copyOf(packs.values());
  }

  /** Relists the packs; returns whether there is a new one. */
  synchronized boolean refresh() throws IOException {
    Map<Path, PackFile> found = new LinkedHashMap<>();
    for (Path index : indexFiles()) {
      PackFile known = packs.get(index);
      found.put(index, known == null ? PackFile.open(index) : known);
    }
    boolean grown = !packs.keySet().containsAll(found.keySet());
    packs = found;
    return grown;
  }

  private List<Path> indexFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path directory : directories) {
      Path packDirectory = directory.resolve("pack");
      if (Files.isDirectory(packDirectory)) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(packDirectory, "pack-*.idx")) {
          stream.forEach(files::add);
        }
      }
    }
    return files;
  }
}
