package dev.loopgen.adapters.scan;

import dev.loopgen.adapters.internal.files.ProjectFiles;
import dev.loopgen.adapters.internal.parse.TomlText;
import dev.loopgen.adapters.internal.parse.XmlElement;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory of a project that is looked at; what cannot be read becomes a warning. */
final class ProjectDirectory {

  /** Names that mean themselves in every shell. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*");

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final ProjectFiles project;
  private final Set<String> files;
  private final String path;
  private final Set<String> warnings;

  ProjectDirectory(ProjectFiles project, Set<String> files, String path, Set<String> warnings) {
    this.project = project;
    this.files = files;
    this.path = path;
    this.warnings = warnings;
  }

  /** Returns its path relative to the project; empty for the project itself. */
  String path() {
    return path;
  }

  /** Tells whether its path can stand in a command line. */
  boolean isSafe() {
    return path.isEmpty() || isSafe(path);
  }

  static boolean isSafe(String path) {
    return SAFE.matcher(path).matches();
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /** Tells whether a regular file is there, also one whose directory is not listed. */
  boolean has(String name) {
    try {
      return files.contains(inProject(name)) || project.read(inProject(name)).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  boolean hasAny(String... names) {
    return Stream.of(names).anyMatch(this::has);
  }

  boolean isExecutable(String name) {
    return Files.isExecutable(project.root().resolve(inProject(name)));
  }

  /** Returns the paths of the files at any depth below, relative to this directory. */
  Stream<String> below() {
    String prefix = inProject("");
    return files.stream()
        .filter(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length()));
  }

  /** Returns the names of the files in this very directory. */
  Stream<String> names() {
    return below().filter(file -> file.indexOf('/') < 0);
  }

  Optional<String> text(String name) {
    return bytes(name)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  Optional<Json.Obj> json(String name) {
    return parsed(
        name,
        bytes -> {
          String text = text(name).orElse("");
          try {
            if (Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object) {
              return object;
            }
          } catch (InvalidJsonException e) {
            throw new IOException("is not valid JSON: " + e.getMessage(), e);
          }
          throw new IOException("is not a JSON object");
        });
  }

  Optional<Json.Obj> toml(String name) {
    return parsed(name, TomlText::parse);
  }

  Optional<XmlElement> xml(String name) {
    return parsed(name, XmlElement::parse);
  }

  /** Reads a form. */
  @FunctionalInterface
  private interface Parser<T> {

    T parse(byte[] bytes) throws IOException;
  }

  private <T> Optional<T> parsed(String name, Parser<T> parser) {
    Optional<byte[]> bytes = bytes(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(bytes.get()));
    } catch (IOException e) {
      warn(inProject(name) + " " + e.getMessage() + ", so nothing was taken from it.");
      return Optional.empty();
    }
  }

  private Optional<byte[]> bytes(String name) {
    try {
      return project.read(inProject(name));
    } catch (IOException e) {
      warn(inProject(name) + " was not read: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private String inProject(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** Tells whether a {@code .gitignore} of the project or of this directory names a pattern. */
  boolean isIgnored(String pattern) {
    return Stream.of(".gitignore", inProject(".gitignore"))
        .flatMap(file -> content(file).stream())
        .flatMap(IgnoreLines::written)
        .anyMatch(IgnoreLines.plain(pattern)::equals);
  }

  private Optional<String> content(String pathInProject) {
    try {
      return project.read(pathInProject).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns a command line for the project's directory that runs a command here. */
  String command(String command) {
    return path.isEmpty() ? command : "cd " + path + " && " + command;
  }

  /** Returns a pattern for names at any depth below this directory. */
  String anyDepth(String pattern) {
    if (!path.isEmpty()) {
      return path + "/**/" + pattern;
    }
    int slash = pattern.indexOf('/');
    return slash < 0 || slash == pattern.length() - 1 ? pattern : "**/" + pattern;
  }

  /** Returns a pattern for a path in this very directory. */
  String here(String pattern) {
    return path.isEmpty() ? "/" + pattern : path + "/" + pattern;
  }

  List<String> anyDepth(List<String> patterns) {
    return patterns.stream().map(this::anyDepth).toList();
  }
}
