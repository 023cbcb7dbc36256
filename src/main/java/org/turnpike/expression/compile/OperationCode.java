package org.turnpike.expression.compile;

import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.DCONST_1;
import static org.objectweb.asm.Opcodes.DDIV;
import static org.objectweb.asm.Opcodes.DMUL;
import static org.objectweb.asm.Opcodes.DNEG;
import static org.objectweb.asm.Opcodes.DSUB;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.List;
import java.util.Locale;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.turnpike.expression.Binary;
import org.turnpike.expression.BinaryFunction;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Curve;
import org.turnpike.expression.Unary;
import org.turnpike.expression.UnaryFunction;

/** The instructions of one operation, its operands on the stack. */
final class OperationCode {
    private static final String MATH = "java/lang/Math";
    private static final String CURVE = "org/turnpike/expression/Curve";

    /** The curves are constants of the generated class: it gets them as a list when it is defined. */
    private static final Handle CLASS_DATA = new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    private OperationCode() {}

    /** Leaves what must lie below the operand on the stack: a curve. */
    static void prepare(Unary node, MethodVisitor method, List<Curve> curves) {
        if (node.function() == UnaryFunction.CURVE) {
            int position = curves.indexOf(node.curve());
            if (position < 0) {
                position = curves.size();
                curves.add(node.curve());
            }
            method.visitLdcInsn(new ConstantDynamic("_", "L" + CURVE + ";", CLASS_DATA, position));
        }
    }

    static int bytes(Unary node) {
        return node.function() == UnaryFunction.CURVE ? 12 : 3;
    }

    static void emit(Unary node, MethodVisitor method) {
        UnaryFunction function = node.function();
        if (function == UnaryFunction.CURVE) {
            push(method, node.order());
            method.visitMethodInsn(INVOKEINTERFACE, CURVE, "at", "(DI)D", true);
            return;
        }
        if (function == UnaryFunction.NEGATE) {
            method.visitInsn(DNEG);
        } else {
            String name =
                    function == UnaryFunction.SIGN ? "signum" : function.name().toLowerCase(Locale.ROOT);
            method.visitMethodInsn(INVOKESTATIC, MATH, name, "(D)D", false);
        }
    }

    /** Whether the right operand is needed on the stack; small integer powers are products of the left one. */
    static boolean needsRight(Binary node) {
        return smallPower(node) == 0;
    }

    static int bytes(Binary node) {
        return smallPower(node) == 0 ? 3 : 6;
    }

    static void emit(Binary node, MethodVisitor method) {
        switch (node.function()) {
            case ADD -> method.visitInsn(DADD);
            case SUBTRACT -> method.visitInsn(DSUB);
            case MULTIPLY -> method.visitInsn(DMUL);
            case DIVIDE -> method.visitInsn(DDIV);
            case POWER -> power(node, method);
            case MINIMUM -> method.visitMethodInsn(INVOKESTATIC, MATH, "min", "(DD)D", false);
            case MAXIMUM -> method.visitMethodInsn(INVOKESTATIC, MATH, "max", "(DD)D", false);
            case ATAN2 -> method.visitMethodInsn(INVOKESTATIC, MATH, "atan2", "(DD)D", false);
        }
    }

    private static void power(Binary node, MethodVisitor method) {
        switch (smallPower(node)) {
            case 2 -> {
                method.visitInsn(DUP2);
                method.visitInsn(DMUL);
            }
            case 3 -> {
                method.visitInsn(DUP2);
                method.visitInsn(DUP2);
                method.visitInsn(DMUL);
                method.visitInsn(DMUL);
            }
            case 4 -> {
                method.visitInsn(DUP2);
                method.visitInsn(DMUL);
                method.visitInsn(DUP2);
                method.visitInsn(DMUL);
            }
            default -> method.visitMethodInsn(INVOKESTATIC, MATH, "pow", "(DD)D", false);
        }
    }

    private static int smallPower(Binary node) {
        if (node.function() == BinaryFunction.POWER && node.right() instanceof Constant c) {
            double exponent = c.value();
            if (exponent == 2 || exponent == 3 || exponent == 4) {
                return (int) exponent;
            }
        }
        return 0;
    }

    static void push(MethodVisitor method, double value) {
        if (Double.doubleToRawLongBits(value) == 0) {
            method.visitInsn(DCONST_0);
        } else if (value == 1) {
            method.visitInsn(DCONST_1);
        } else {
            method.visitLdcInsn(value);
        }
    }

    static void push(MethodVisitor method, int value) {
        if (value >= 0 && value <= 5) {
            method.visitInsn(ICONST_0 + value);
        } else if (value <= Short.MAX_VALUE) {
            method.visitIntInsn(SIPUSH, value);
        } else {
            method.visitLdcInsn(value);
        }
    }
}
