/**
 * Attempts to get a green verdict that is not deserved, and honest work that must get one, each on
 * a real repository.
 */
package dev.loopgen.core.attacks;
