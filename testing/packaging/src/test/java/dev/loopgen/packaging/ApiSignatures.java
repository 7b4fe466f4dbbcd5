package dev.loopgen.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a module exports: its public types and their public and protected members, in order. */
final class ApiSignatures {

  private static final Set<String> OF_EVERY_VALUE =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  private ApiSignatures() {}

  static String of(Path jar) {
    ModuleReference module = ModuleFinder.of(jar).findAll().iterator().next();
    StringBuilder out = new StringBuilder("# " + module.descriptor().name() + "\n");
    types(module).forEach(type -> append(type, out));
    return out.toString();
  }

  private static Stream<Class<?>> types(ModuleReference module) {
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> isExported(module.descriptor(), name.substring(0, name.lastIndexOf('.'))))
          .sorted()
          .<Class<?>>map(ApiSignatures::load)
          .filter(ApiSignatures::isVisible)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExported(ModuleDescriptor module, String name) {
    return module.isAutomatic()
        ? !name.contains(".internal")
        : module.exports().stream()
            .anyMatch(export -> !export.isQualified() && export.source().equals(name));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiSignatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!isVisible(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static void append(Class<?> type, StringBuilder out) {
    out.append('\n').append(type.toGenericString()).append(parents(type)).append('\n');
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      add(field, field.toGenericString(), members);
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(constructor, constructor.toGenericString(), members);
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isBridge() && !OF_EVERY_VALUE.contains(method.getName())) {
        add(method, method.toGenericString(), members);
      }
    }
    members.stream().sorted().forEach(member -> out.append("  ").append(member).append('\n'));
  }

  private static void add(Member member, String signature, List<String> members) {
    if (isVisible(member.getModifiers()) && !member.isSynthetic()) {
      String owner = member.getDeclaringClass().getTypeName();
      String name = member instanceof Executable ? owner + "." + member.getName() : owner + ".";
      members.add(
          shortened(
              member instanceof Constructor
                  ? signature
                  : signature.replace(name, member instanceof Executable ? member.getName() : "")));
    }
  }

  private static String parents(Class<?> type) {
    List<Type> parents = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
    Type parent = type.getGenericSuperclass();
    if (parent != null
        && !Set.of(Object.class, Record.class).contains(type.getSuperclass())
        && !type.isEnum()) {
      parents.add(0, parent);
    }
    return parents.isEmpty()
        ? ""
        : parents.stream()
            .map(each -> shortened(each.getTypeName()))
            .collect(Collectors.joining(", ", ": ", ""));
  }

  private static String shortened(String signature) {
    return signature
        .replaceAll(
            "\\b(java\\.(lang|util|time|nio\\.file)|dev\\.loopgen(\\.[a-z]+)*)\\.(?=[A-Z])", "")
        .replace('$', '.')
        .replaceAll(",(?=\\S)", ", ");
  }
}
