package org.example.shop;

/** Adds up prices. */
public final class Cart {

  private int total;

  public Cart add(int cents) {
    total += cents;
    return this;
  }

  public int total() {
    return total;
  }
}
