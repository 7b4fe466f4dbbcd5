package org.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class GreetingTest {

  @Test
  void greeting_namesTheOther() {
    assertTrue(Greeting.to("Ada").contains("Ada"));
  }
}
