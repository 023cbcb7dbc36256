package org.turnpike.expression.compile;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.F_APPEND;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.turnpike.expression.Curve;
import org.turnpike.expression.Expression;
import org.turnpike.expression.Variable;

/**
 * Compiles expressions to a hidden class that loops over instances.
 *
 * <p>The body of the loop is straight-line code, cut into static methods of less than 8,000 bytes: longer ones HotSpot leaves to
 * the interpreter (and 65,535 bytes is the JVM's limit). Values that cross a cut pass through a work array.
 */
final class KernelCompiler {
    private static final String SELF = "org/turnpike/expression/compile/CompiledKernel";
    private static final String BODY = "([D[I[D[D[D[DI)V";
    private final KernelLayout layout;

    KernelCompiler(List<Variable> unknowns, List<Variable> data, List<Variable> multipliers) {
        this.layout = new KernelLayout(unknowns, data, multipliers);
    }

    Kernel compile(List<Expression> outputs) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL, SELF, null, "java/lang/Object", new String[] {
            "org/turnpike/expression/compile/Kernel"
        });
        writer.visitField(ACC_PRIVATE | ACC_FINAL, "work", "[D", null, null).visitEnd();
        StraightLineCode code = new StraightLineCode(layout, outputs);
        int blocks = code.blocks();
        for (int b = 0; b < blocks; b++) {
            MethodVisitor method = writer.visitMethod(ACC_PRIVATE | ACC_STATIC, "block" + b, BODY, null, null);
            method.visitCode();
            code.emit(b, method);
            method.visitInsn(RETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
        }
        constructor(writer, code.workSize());
        loop(writer, blocks);
        writer.visitEnd();
        return instantiate(writer.toByteArray(), code.curves());
    }

    private static Kernel instantiate(byte[] bytes, List<Curve> curves) {
        try {
            MethodHandles.Lookup lookup = curves.isEmpty()
                    ? MethodHandles.lookup().defineHiddenClass(bytes, true)
                    : MethodHandles.lookup().defineHiddenClassWithClassData(bytes, List.copyOf(curves), true);
            return (Kernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated code was rejected by the virtual machine", e);
        }
    }

    private static void constructor(ClassWriter writer, int workSize) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        method.visitVarInsn(ALOAD, 0);
        if (workSize <= Short.MAX_VALUE) {
            method.visitIntInsn(SIPUSH, workSize);
        } else {
            method.visitLdcInsn(workSize);
        }
        method.visitIntInsn(NEWARRAY, T_DOUBLE);
        method.visitFieldInsn(PUTFIELD, SELF, "work", "[D");
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** for (e = from; e &lt; to; e++) { block0(z, index, data, multipliers, out, work, e); … } */
    private static void loop(ClassWriter writer, int blocks) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, "evaluate", "([D[I[D[D[DII)V", null, null);
        method.visitCode();
        int instance = 8;
        method.visitVarInsn(ILOAD, 6);
        method.visitVarInsn(ISTORE, instance);
        Label head = new Label();
        Label done = new Label();
        method.visitLabel(head);
        method.visitFrame(F_APPEND, 1, new Object[] {INTEGER}, 0, null);
        method.visitVarInsn(ILOAD, instance);
        method.visitVarInsn(ILOAD, 7);
        method.visitJumpInsn(IF_ICMPGE, done);
        for (int b = 0; b < blocks; b++) {
            for (int argument = 1; argument <= 5; argument++) {
                method.visitVarInsn(ALOAD, argument);
            }
            method.visitVarInsn(ALOAD, 0);
            method.visitFieldInsn(GETFIELD, SELF, "work", "[D");
            method.visitVarInsn(ILOAD, instance);
            method.visitMethodInsn(INVOKESTATIC, SELF, "block" + b, BODY, false);
        }
        method.visitVarInsn(ILOAD, instance);
        method.visitInsn(org.objectweb.asm.Opcodes.ICONST_1);
        method.visitInsn(IADD);
        method.visitVarInsn(ISTORE, instance);
        method.visitJumpInsn(GOTO, head);
        method.visitLabel(done);
        method.visitFrame(F_SAME, 0, null, 0, null);
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
