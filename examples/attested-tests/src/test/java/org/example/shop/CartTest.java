package org.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CartTest {

  @Test
  void add_prices_areSummedUp() {
    assertThat(new Cart().add(19).add(23).total()).isEqualTo(42);
  }
}
