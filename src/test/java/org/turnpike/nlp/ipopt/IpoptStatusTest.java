package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnpike.nlp.NlpStatus;

class IpoptStatusTest {
    /** The codes as IpReturnCodes_inc.h prints them. */
    @ParameterizedTest
    @CsvSource({
        "0, OPTIMAL",
        "1, ACCEPTABLE",
        "2, INFEASIBLE",
        "3, NUMERICAL_FAILURE",
        "4, UNBOUNDED",
        "5, INTERRUPTED",
        "6, ACCEPTABLE",
        "-1, ITERATION_LIMIT",
        "-2, NUMERICAL_FAILURE",
        "-3, NUMERICAL_FAILURE",
        "-4, ITERATION_LIMIT",
        "-5, ITERATION_LIMIT",
        "-10, NUMERICAL_FAILURE",
        "-11, NUMERICAL_FAILURE",
        "-12, NUMERICAL_FAILURE",
        "-13, NUMERICAL_FAILURE",
        "-100, NUMERICAL_FAILURE",
        "-101, NUMERICAL_FAILURE",
        "-102, NUMERICAL_FAILURE",
        "-199, NUMERICAL_FAILURE",
        "77, NUMERICAL_FAILURE"
    })
    void mapsEveryReturnCode(int code, NlpStatus status) {
        assertEquals(status, IpoptStatus.of(code).status());
    }

    @ParameterizedTest
    @EnumSource
    void hasOneSentenceForEach(IpoptStatus status) {
        assertSame(status, IpoptStatus.of(status.code()));
        assertTrue(status.reason().matches("[A-Z][^.]*\\."), status.reason());
    }
}
