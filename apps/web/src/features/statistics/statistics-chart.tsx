import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip, type ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Bar } from 'react-chartjs-2';
import type { Statistics } from '../../api/model';
import { pointLabel, type RangeName } from './ranges';
import { topicOf, type TopicName } from './series';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

interface StatisticsChartProps {
  statistics: Statistics;
  topic: TopicName;
  range: RangeName;
}

const HATCH = 6;

function hatched(color: string, ground: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = HATCH;
  tile.height = HATCH;
  const context = tile.getContext('2d');
  if (!context) return color;
  context.fillStyle = color;
  context.fillRect(0, 0, HATCH, HATCH);
  context.strokeStyle = ground;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const shift of [-HATCH, 0, HATCH]) {
    context.moveTo(shift, HATCH);
    context.lineTo(shift + HATCH, 0);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? color;
}

/** Bars over time; a canvas, so its label says the essence in words. */
export function StatisticsChart({ statistics, topic, range }: StatisticsChartProps) {
  const scheme = useComputedColorScheme();
  const isStill = useReducedMotion();
  const { series, isStacked, inWords, summary } = topicOf(topic);

  const { colors, token } = useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const read = (name: string): string => style.getPropertyValue(name).trim();
    return {
      token: {
        text: read('--mantine-color-dimmed'),
        grid: read('--mm-border'),
        surface: read('--mm-surface'),
        ink: read('--mantine-color-text'),
      },
      colors: series.map(({ color, isHatched }) =>
        isHatched ? hatched(read(color), read('--mm-surface')) : read(color),
      ),
      scheme,
    };
  }, [series, scheme]);

  const data = {
    labels: statistics.points.map(({ at }) => pointLabel(at, range)),
    datasets: series.map(({ label, value }, i) => ({
      label,
      data: statistics.points.map(value),
      backgroundColor: colors[i],
      borderRadius: 2,
      categoryPercentage: 0.86,
      barPercentage: 0.94,
      maxBarThickness: 34,
    })),
  };

  const font = { family: 'Inter Variable, sans-serif', size: 11 };
  const options: ChartOptions<'bar'> = {
    responsive: true,
    maintainAspectRatio: false,
    animation: isStill ? false : { duration: 350 },
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: {
        stacked: isStacked,
        grid: { display: false },
        border: { color: token.grid },
        ticks: { color: token.text, font, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: {
        stacked: isStacked,
        beginAtZero: true,
        border: { display: false },
        grid: { color: token.grid },
        ticks: {
          color: token.text,
          font,
          maxTicksLimit: 5,
          precision: 0,
          callback: (value) => (topic === 'duration' ? inWords(Number(value)) : String(value)),
        },
      },
    },
    plugins: {
      tooltip: {
        backgroundColor: token.surface,
        titleColor: token.ink,
        bodyColor: token.ink,
        borderColor: token.grid,
        borderWidth: 1,
        padding: 10,
        boxPadding: 4,
        titleFont: { ...font, size: 12 },
        bodyFont: { ...font, size: 12 },
        callbacks: {
          label: ({ dataset, parsed }) => ` ${dataset.label ?? ''}: ${inWords(parsed.y ?? 0)}`,
        },
      },
    },
  };

  return <Bar data={data} options={options} aria-label={`${summary(statistics.totals)}.`} role="img" />;
}
