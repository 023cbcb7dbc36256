package org.turnpike.expression.compile;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.ISTORE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.turnpike.expression.Binary;
import org.turnpike.expression.Constant;
import org.turnpike.expression.Curve;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Tape;
import org.turnpike.expression.Unary;
import org.turnpike.expression.Variable;

/**
 * The body of a kernel's loop: the tape cut into blocks, each emitted into a static method
 * {@code block(double[] z, int[] index, double[] data, double[] multipliers, double[] out, double[] work, int e)}.
 *
 * <p>A value used once is computed on the operand stack where it is needed; others live in local variables, and in the work
 * array if a later block needs them.
 */
final class StraightLineCode {
    /** Estimated bytes of a block; below HotSpot's limit of 8,000 for compilation with room for the estimate's error. */
    private static final int BLOCK_BYTES = 6000;
    /** Deeper operand trees go through a local variable. */
    private static final int STACK_DEPTH = 12;

    private static final int Z = 0;
    private static final int INDEX = 1;
    private static final int DATA = 2;
    private static final int MULTIPLIERS = 3;
    private static final int OUT = 4;
    private static final int WORK = 5;
    private static final int INSTANCE = 6;
    private static final int FIRST_LOCAL = 16;

    private final KernelLayout layout;
    private final Tape tape;
    private final int[] output;
    private final boolean[] inline;
    private final int[] block;
    private final int[] workSlot;
    private final int blocks;
    private final int workSize;
    /** Output positions by tape position, as a linked list: firstOutput[node], nextOutput[q]. */
    private final int[] firstOutput;

    private final int[] nextOutput;

    /** The curves that the emitted code calls, by position in the class data. */
    private final List<Curve> curves = new ArrayList<>();

    // state of the block being emitted
    private int nextLocal;
    private final int[] local;
    private final int[] base = new int[4];

    StraightLineCode(KernelLayout layout, List<Expression> outputs) {
        this.layout = layout;
        this.tape = Tape.of(outputs);
        int n = tape.size();
        output = outputs.stream().mapToInt(tape::position).toArray();
        firstOutput = new int[n];
        Arrays.fill(firstOutput, -1);
        nextOutput = new int[output.length];
        for (int q = output.length - 1; q >= 0; q--) {
            nextOutput[q] = firstOutput[output[q]];
            firstOutput[output[q]] = q;
        }
        inline = new boolean[n];
        local = new int[n];
        block = new int[n];
        workSlot = new int[n];
        Arrays.fill(workSlot, -1);
        int[] uses = uses();
        chooseInline(uses);
        blocks = cut();
        workSize = assignWork();
    }

    int blocks() {
        return blocks;
    }

    /** The curves that the emitted code calls. */
    List<Curve> curves() {
        return curves;
    }

    int workSize() {
        return workSize;
    }

    private int[] uses() {
        int[] uses = new int[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            for (int operand : operands(i)) {
                uses[operand]++;
            }
        }
        for (int q : output) {
            uses[q] += 1;
        }
        return uses;
    }

    private int[] operands(int i) {
        Expression node = tape.node(i);
        if (node instanceof Unary u) {
            return new int[] {tape.position(u.operand())};
        }
        if (node instanceof Binary b) {
            int left = tape.position(b.left());
            int right = tape.position(b.right());
            return OperationCode.needsRight(b) ? new int[] {left, right} : new int[] {left};
        }
        return new int[0];
    }

    private void chooseInline(int[] uses) {
        int[] depth = new int[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            Expression node = tape.node(i);
            for (int operand : operands(i)) {
                depth[i] = Math.max(depth[i], 1 + (inline[operand] ? depth[operand] : 0));
            }
            boolean leaf = node instanceof Constant || (node instanceof Variable && uses[i] <= 1);
            inline[i] = leaf || (uses[i] == 1 && firstOutput[i] < 0 && depth[i] < STACK_DEPTH);
        }
    }

    /** Cuts the roots (nodes that are not inlined, and outputs) into blocks by estimated size. */
    private int cut() {
        int current = 0;
        int bytes = 0;
        boolean[] loaded = new boolean[tape.size()];
        for (int i = 0; i < tape.size(); i++) {
            if (!isRoot(i)) {
                continue;
            }
            int cost = bytesOf(i, loaded, true);
            if (bytes + cost > BLOCK_BYTES && bytes > 0) {
                current++;
                bytes = 0;
                Arrays.fill(loaded, false);
                cost = bytesOf(i, loaded, true);
            }
            bytes += cost;
            loaded[i] = true;
            assign(i, current);
        }
        return current + 1;
    }

    private boolean isRoot(int i) {
        return !inline[i] || firstOutput[i] >= 0;
    }

    private void assign(int i, int current) {
        block[i] = current;
        for (int operand : operands(i)) {
            if (inline[operand] && firstOutput[operand] < 0) {
                assign(operand, current);
            }
        }
    }

    private int bytesOf(int i, boolean[] loaded, boolean root) {
        Expression node = tape.node(i);
        int bytes = root ? 4 : 0;
        for (int q = firstOutput[i]; root && q >= 0; q = nextOutput[q]) {
            bytes += 12;
        }
        if (node instanceof Constant) {
            return bytes + 3;
        }
        if (node instanceof Variable) {
            return bytes + 10;
        }
        for (int operand : operands(i)) {
            if (inline[operand]) {
                bytes += bytesOf(operand, loaded, false);
            } else {
                bytes += loaded[operand] ? 4 : 16;
                loaded[operand] = true;
            }
        }
        return bytes + (node instanceof Binary b ? OperationCode.bytes(b) : OperationCode.bytes((Unary) node));
    }

    private int assignWork() {
        int slots = 0;
        for (int i = 0; i < tape.size(); i++) {
            if (!isRoot(i)) {
                continue;
            }
            slots = markForeign(i, block[i], slots);
        }
        return slots;
    }

    private int markForeign(int i, int user, int slots) {
        int count = slots;
        for (int operand : operands(i)) {
            if (inline[operand]) {
                count = markForeign(operand, user, count);
            } else if (block[operand] != user && workSlot[operand] < 0 && !(tape.node(operand) instanceof Variable)) {
                workSlot[operand] = count++;
            }
        }
        return count;
    }

    void emit(int b, MethodVisitor method) {
        nextLocal = FIRST_LOCAL;
        Arrays.fill(local, -1);
        Arrays.fill(base, -1);
        List<Integer> roots = new ArrayList<>();
        for (int i = 0; i < tape.size(); i++) {
            if (isRoot(i) && block[i] == b) {
                roots.add(i);
            }
        }
        emitBases(method);
        for (int i : roots) {
            emitRoot(i, method);
        }
    }

    /** Offsets of the instance in each array: e · stride. */
    private void emitBases(MethodVisitor method) {
        int[] strides = {
            layout.stride(KernelLayout.Source.UNKNOWN),
            layout.stride(KernelLayout.Source.DATUM),
            layout.stride(KernelLayout.Source.MULTIPLIER),
            output.length
        };
        for (int s = 0; s < strides.length; s++) {
            base[s] = 7 + s;
            method.visitVarInsn(ILOAD, INSTANCE);
            OperationCode.push(method, strides[s]);
            method.visitInsn(IMUL);
            method.visitVarInsn(ISTORE, base[s]);
        }
    }

    private void emitRoot(int i, MethodVisitor method) {
        if (inline[i]) {
            for (int q = firstOutput[i]; q >= 0; q = nextOutput[q]) {
                outputAddress(q, method);
                compute(i, method);
                method.visitInsn(DASTORE);
            }
            return;
        }
        compute(i, method);
        local[i] = nextLocal;
        nextLocal += 2;
        method.visitVarInsn(DSTORE, local[i]);
        if (workSlot[i] >= 0) {
            method.visitVarInsn(ALOAD, WORK);
            OperationCode.push(method, workSlot[i]);
            method.visitVarInsn(DLOAD, local[i]);
            method.visitInsn(DASTORE);
        }
        for (int q = firstOutput[i]; q >= 0; q = nextOutput[q]) {
            outputAddress(q, method);
            method.visitVarInsn(DLOAD, local[i]);
            method.visitInsn(DASTORE);
        }
    }

    private void outputAddress(int q, MethodVisitor method) {
        method.visitVarInsn(ALOAD, OUT);
        method.visitVarInsn(ILOAD, base[3]);
        OperationCode.push(method, q);
        method.visitInsn(IADD);
    }

    /** Leaves the node's value on the stack, computing it there. */
    private void compute(int i, MethodVisitor method) {
        Expression node = tape.node(i);
        if (node instanceof Constant c) {
            OperationCode.push(method, c.value());
        } else if (node instanceof Variable v) {
            loadVariable(v, method);
        } else if (node instanceof Unary u) {
            OperationCode.prepare(u, method, curves);
            push(tape.position(u.operand()), method);
            OperationCode.emit(u, method);
        } else if (node instanceof Binary b) {
            push(tape.position(b.left()), method);
            if (OperationCode.needsRight(b)) {
                push(tape.position(b.right()), method);
            }
            OperationCode.emit(b, method);
        }
    }

    /** Leaves the operand's value on the stack, from wherever it is. */
    private void push(int i, MethodVisitor method) {
        if (inline[i]) {
            compute(i, method);
            return;
        }
        if (local[i] < 0) {
            if (tape.node(i) instanceof Variable v) {
                loadVariable(v, method);
            } else {
                method.visitVarInsn(ALOAD, WORK);
                OperationCode.push(method, workSlot[i]);
                method.visitInsn(DALOAD);
            }
            local[i] = nextLocal;
            nextLocal += 2;
            method.visitVarInsn(DSTORE, local[i]);
        }
        method.visitVarInsn(DLOAD, local[i]);
    }

    private void loadVariable(Variable v, MethodVisitor method) {
        KernelLayout.Place place = layout.of(v);
        switch (place.source()) {
            case UNKNOWN -> {
                method.visitVarInsn(ALOAD, Z);
                method.visitVarInsn(ALOAD, INDEX);
                element(place, 0, method);
                method.visitInsn(IALOAD);
            }
            case DATUM -> {
                method.visitVarInsn(ALOAD, DATA);
                element(place, 1, method);
            }
            case MULTIPLIER -> {
                method.visitVarInsn(ALOAD, MULTIPLIERS);
                element(place, 2, method);
            }
        }
        method.visitInsn(DALOAD);
    }

    private void element(KernelLayout.Place place, int array, MethodVisitor method) {
        method.visitVarInsn(ILOAD, base[array]);
        OperationCode.push(method, place.position());
        method.visitInsn(IADD);
    }
}
