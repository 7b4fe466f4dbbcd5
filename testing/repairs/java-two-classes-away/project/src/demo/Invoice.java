package demo;

import java.util.List;

final class Invoice {

  static int total(List<Integer> prices) {
    return prices.stream().mapToInt(Rounding::up).sum();
  }
}
