/** Attests earlier runs, and checks the attestations of a ledger. */
@NullMarked
package dev.loopgen.cli.attest;

import org.jspecify.annotations.NullMarked;
