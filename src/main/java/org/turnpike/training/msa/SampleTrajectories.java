package org.turnpike.training.msa;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.turnpike.learning.Regularization;
import org.turnpike.learning.TrainingTask;
import org.turnpike.learning.control.ControlSpace;
import org.turnpike.learning.model.Model;
import org.turnpike.training.LayerHamiltonians;
import org.turnpike.training.propagation.SmoothCost;

/** States and costates of models that evaluate f once a layer: discrete ones, and continuous ones on Euler steps. */
final class SampleTrajectories implements LayerHamiltonians {
    private final ControlSpace space;
    private final int samples;
    private final int layers;
    private final boolean running;
    private final LayerFunction[] functions;
    private final SampleLoss loss;
    /** By node: N × width. */
    private final double[][] x;

    private final double[][] p;
    /** By layer: F_xᵀ p_{k+1}, which is p_k without the error's gradient. */
    private final double[][] adjoint;

    private final double[] image;
    private final double[] residual;
    private final double[] dual;

    SampleTrajectories(TrainingTask task) {
        Model model = task.model();
        space = new ControlSpace(task);
        samples = task.samples();
        layers = task.layers();
        running = task.formulation().running();
        functions = new LayerFunction[layers];
        loss = new SampleLoss(task);
        x = new double[layers + 1][];
        p = new double[layers + 1][];
        adjoint = new double[layers][];
        int widest = 0;
        for (int k = 0; k <= layers; k++) {
            x[k] = new double[samples * model.width(k)];
            p[k] = new double[x[k].length];
            widest = Math.max(widest, model.width(k));
            if (k < layers) {
                functions[k] = new LayerFunction(model.form(k), model.continuous(), space.step(k));
                adjoint[k] = new double[x[k].length];
            }
        }
        for (int i = 0; i < samples; i++) {
            System.arraycopy(task.inputs()[i], 0, x[0], i * model.width(0), model.width(0));
        }
        image = new double[widest];
        residual = new double[widest];
        dual = new double[widest];
    }

    /** Why the method does not know a task, or null. */
    static @Nullable String inapplicable(TrainingTask task, double rho) {
        String reason = SmoothCost.missing(task);
        if (reason != null) {
            return reason;
        }
        if (task.regularization() == Regularization.H1) {
            return "The penalty H1 couples the layers, so that the Hamiltonian of a layer does not determine its control.";
        }
        if (task.output().trained()) {
            return "The output matrix is trained, which belongs to no layer's Hamiltonian.";
        }
        if (task.model().continuous() && task.integrator().stages() > 1) {
            return "The integrator " + task.integrator().name()
                    + " evaluates f several times a layer; the Hamiltonian of a layer is written for euler.";
        }
        if (task.model().passage(0, task.layers()) != null) {
            return "The state passes from one width to another between layers, which this method does not know.";
        }
        for (int k = 0; task.formulation().running() && k < task.layers(); k++) {
            if (task.model().width(k) != task.output().inputs()) {
                return "The error runs through layers of different widths.";
            }
        }
        return rho == 0 && task.lambda() == 0
                ? "Without a penalty of the control the Hamiltonian of a layer has no minimum."
                : null;
    }

    @Override
    public ControlSpace space() {
        return space;
    }

    @Override
    public double[] states(int k) {
        return x[k];
    }

    @Override
    public double[] costates(int k) {
        return p[k];
    }

    @Override
    public boolean affine(int k) {
        return functions[k].affine();
    }

    @Override
    public double forward(double[] u) {
        double sum = 0;
        for (int k = 0; k < layers; k++) {
            LayerFunction f = functions[k];
            for (int i = 0; i < samples; i++) {
                f.value(u, space.offset(k), x[k], i * f.inputs(), x[k + 1], i * f.outputs());
            }
            sum += running ? space.step(k) * loss.mean(x[k]) : 0;
        }
        return running ? sum : loss.mean(x[layers]);
    }

    @Override
    public void backward(double[] u, double[] g) {
        Arrays.fill(g, 0);
        Arrays.fill(p[layers], 0);
        if (!running) {
            loss.addGradient(x[layers], 1, p[layers]);
        }
        for (int k = layers - 1; k >= 0; k--) {
            LayerFunction f = functions[k];
            int at = space.offset(k);
            for (int i = 0; i < samples; i++) {
                f.value(u, at, x[k], i * f.inputs(), image, 0);
                f.stateAdjoint(u, at, p[k + 1], i * f.outputs(), adjoint[k], i * f.inputs());
                f.controlAdjoint(p[k + 1], i * f.outputs(), g, at);
            }
            System.arraycopy(adjoint[k], 0, p[k], 0, p[k].length);
            if (running) {
                loss.addGradient(x[k], space.step(k), p[k]);
            }
        }
    }

    @Override
    public double hamiltonian(int k, double[] v, double rho, double[] g) {
        Arrays.fill(g, 0);
        LayerFunction f = functions[k];
        double ofStates = rho / (space.step(k) * samples);
        double ofCostates = rho * samples / space.step(k);
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            int next = i * f.outputs();
            f.value(v, 0, x[k], i * f.inputs(), image, 0);
            double square = 0;
            for (int r = 0; r < f.outputs(); r++) {
                double costate = p[k + 1][next + r];
                double defect = image[r] - x[k + 1][next + r];
                sum += costate * image[r];
                square += defect * defect;
                dual[r] = costate + ofStates * defect;
            }
            sum += ofStates * square / 2;
            f.controlAdjoint(dual, 0, g, 0);
            if (rho > 0) {
                f.stateAdjoint(v, 0, p[k + 1], next, residual, 0);
                for (int l = 0; l < f.inputs(); l++) {
                    residual[l] -= adjoint[k][i * f.inputs() + l];
                    sum += ofCostates * residual[l] * residual[l] / 2;
                }
                f.mixed(v, 0, p[k + 1], next, residual, ofCostates, g, 0);
            }
        }
        return sum;
    }
}
