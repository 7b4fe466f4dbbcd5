package demo;

record Range(int from, int to) {

  boolean contains(int value) {
    return value > from && value < to;
  }
}
