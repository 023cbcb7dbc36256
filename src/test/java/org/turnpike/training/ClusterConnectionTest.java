package org.turnpike.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClusterConnectionTest {
    /** The default build has none; with the profile spark this is not among the tests. */
    @Test
    void saysHowToGetWhatIsMissing() {
        MissingClusterException e = assertThrows(MissingClusterException.class, ClusterConnection::installed);
        assertTrue(e.getMessage().contains("mvn -q -Pspark -Dquick -Dmaven.test.skip package"), e.getMessage());
    }
}
