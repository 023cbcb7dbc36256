package org.turnpike.io;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.expression.Quantity;
import org.turnpike.expression.Syntax;
import org.turnpike.expression.TabulatedFunction;

/** What a name of a problem file stands for. */
sealed interface Symbol {
    /** Where it is declared. */
    Field field();

    /** What it is, as in "'v' is a state". */
    String kind();

    /**
     * A constant or a named expression.
     *
     * @param texts where each component is written
     * @param components their syntax
     * @param vector whether it is written as a list
     */
    record Definition(Field field, String kind, List<Field> texts, List<Syntax> components, boolean vector)
            implements Symbol {
        boolean isConstant() {
            return kind.equals("constant");
        }
    }

    /** A tabulated function. */
    record Table(Field field, TabulatedFunction function) implements Symbol {
        @Override
        public String kind() {
            return "table";
        }
    }

    /** A state and its values at the ends. */
    record StateSymbol(Field field, Quantity value, Quantity atStart, Quantity atEnd) implements Symbol {
        @Override
        public String kind() {
            return "state";
        }
    }

    /** A control or a parameter. */
    record Unknown(Field field, String kind, Quantity value) implements Symbol {
        boolean isControl() {
            return kind.equals("control");
        }
    }

    /** The components' names: the name itself, or {@code x[1]}, {@code x[2]}, … for a vector. */
    static List<String> componentNames(String name, @Nullable Integer size) {
        if (size == null) {
            return List.of(name);
        }
        String[] names = new String[size];
        for (int i = 0; i < size; i++) {
            names[i] = name.concat("[").concat(Integer.toString(i + 1)).concat("]");
        }
        return List.of(names);
    }
}
