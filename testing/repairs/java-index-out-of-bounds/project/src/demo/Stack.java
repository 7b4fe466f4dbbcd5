package demo;

import java.util.ArrayList;
import java.util.List;

final class Stack {

  private final List<String> items = new ArrayList<>();

  void push(String item) {
    items.add(item);
  }

  String pop() {
    return items.remove(items.size());
  }
}
