package demo;

final class Greeting {

  static String of(String name) {
    return "Hello " + nam;
  }
}
