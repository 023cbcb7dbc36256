package org.turnpike.nlp.ipopt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Callback;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * C's {@code Bool} is an int before 3.14 and a byte from then on. What a wrong mapping does depends on what a compiler leaves in
 * the upper bytes of a register, so no solve shows it reliably; the types do.
 */
class IpoptInterfaceTest {
    private static final Set<String> ANSWER_BOOL = Set.of(
            "AddIpoptStrOption",
            "AddIpoptNumOption",
            "AddIpoptIntOption",
            "SetIpoptProblemScaling",
            "SetIntermediateCallback");

    @Test
    void readsBoolsAsBytes() {
        int bools = 0;
        for (Method function : IpoptInterface.class.getDeclaredMethods()) {
            if (ANSWER_BOOL.contains(function.getName())) {
                assertEquals(byte.class, function.getReturnType(), function.getName());
                bools++;
            }
        }
        assertEquals(ANSWER_BOOL.size(), bools);
    }

    @Test
    void answersBoolsAsInts() {
        for (Class<?> type : IpoptInterface.class.getDeclaredClasses()) {
            if (Callback.class.isAssignableFrom(type)) {
                assertEquals(int.class, type.getDeclaredMethods()[0].getReturnType(), type.getName());
            }
        }
    }

    @Test
    void takesNewXAndNewMultipliersAsBytes() {
        for (Class<?> type : Set.of(
                IpoptInterface.Objective.class,
                IpoptInterface.Gradient.class,
                IpoptInterface.Constraints.class,
                IpoptInterface.Jacobian.class,
                IpoptInterface.Hessian.class)) {
            assertEquals(byte.class, type.getDeclaredMethods()[0].getParameterTypes()[2], type.getName());
        }
        assertEquals(
                byte.class, IpoptInterface.Hessian.class.getDeclaredMethods()[0].getParameterTypes()[6]);
    }
}
