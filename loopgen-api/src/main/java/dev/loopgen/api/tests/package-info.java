/** What a run shows about tests: which were executed, how they ended, and what they prove. */
@NullMarked
package dev.loopgen.api.tests;

import org.jspecify.annotations.NullMarked;
