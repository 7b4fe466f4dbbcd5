package dev.loopgen.agent;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The agent's own hands: it reads and writes files below a directory, and follows no link. What it
 * may not change is not decided here: the run judges what it left.
 */
final class ProjectFiles {

  private static final int MAX_FILES = 500;

  private final Path root;

  ProjectFiles(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  @Tool(name = "list_files", value = "Lists the files of the project.")
  String list() throws IOException {
    try (Stream<Path> files =
        Files.find(root, 20, (path, attributes) -> attributes.isRegularFile())) {
      return files
          .map(path -> root.relativize(path).toString())
          .filter(name -> !name.startsWith(".git/") && !name.startsWith(".loopgen/"))
          .sorted()
          .limit(MAX_FILES)
          .collect(Collectors.joining("\n"));
    }
  }

  @Tool(name = "read_file", value = "Reads a file of the project.")
  String read(@P("The file, relative to the project") String file) throws IOException {
    return Files.readString(below(file));
  }

  @Tool(name = "write_file", value = "Replaces a file of the project, or makes a new one.")
  String write(
      @P("The file, relative to the project") String file, @P("The whole content") String content)
      throws IOException {
    Path path = below(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return "Written.";
  }

  private Path below(String file) throws IOException {
    Path path = root.resolve(file).normalize();
    if (path.equals(root) || !path.startsWith(root)) {
      throw new IOException(file + " is not below the project.");
    }
    Path part = root;
    for (Path name : root.relativize(path)) {
      part = part.resolve(name);
      if (Files.isSymbolicLink(part)) {
        throw new IOException(file + " is no plain file.");
      }
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is a directory.");
    }
    return path;
  }
}
