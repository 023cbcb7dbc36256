package org.turnpike.expression;

/** A named quantity whose value is given at evaluation. Two variables of one name in one graph are the same. */
public final class Variable implements Expression {
    private final int id;
    private final String name;

    Variable(int id, String name) {
        this.id = id;
        this.name = name;
    }

    @Override
    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
