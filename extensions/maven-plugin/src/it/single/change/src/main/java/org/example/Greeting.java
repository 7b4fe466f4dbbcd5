package org.example;

/** Greets. */
public final class Greeting {

  private Greeting() {}

  /** Returns the greeting for a name. */
  public static String to(String name) {
    return "Hello, " + name + "!";
  }
}
