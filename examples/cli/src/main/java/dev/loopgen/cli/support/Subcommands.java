package dev.loopgen.cli.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The commands below a command. Picocli has a member for them too, but builds all that it finds
 * there, whatever the arguments are.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Subcommands {

  /** Returns the classes, in the order of the help text. */
  Class<?>[] value();
}
