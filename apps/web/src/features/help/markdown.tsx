import { Anchor, Code, Table } from '@mantine/core';
import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { Fragment, useMemo, type ReactNode } from 'react';
import classes from './markdown.module.css';

/** Our own documents. HTML in them would show as text: nothing is ever put into the page as markup. */
export function Markdown({ text }: { text: string }) {
  const tree = useMemo(() => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), [text]);
  return <div className={classes.text}>{children(tree)}</div>;
}

const children = (node: Parents): ReactNode =>
  node.children.map((child, i) => <Fragment key={`${child.type}-${i}`}>{draw(child)}</Fragment>);

const isWeb = (url: string): boolean => /^https?:\/\//.test(url);

function draw(node: Nodes): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return <p>{children(node)}</p>;
    case 'heading':
      return <h4>{children(node)}</h4>;
    case 'strong':
      return <strong>{children(node)}</strong>;
    case 'emphasis':
      return <em>{children(node)}</em>;
    case 'inlineCode':
      return <Code>{node.value}</Code>;
    case 'code':
      return (
        <Code block tabIndex={0} role="region" aria-label="Example">
          {node.value}
        </Code>
      );
    case 'list':
      return node.ordered ? <ol>{children(node)}</ol> : <ul>{children(node)}</ul>;
    case 'listItem':
      return <li>{children(node)}</li>;
    case 'link':
      // Links between the documents have no address here.
      return isWeb(node.url) ? (
        <Anchor href={node.url} target="_blank" rel="noreferrer" c="var(--mm-link)" inherit>
          {children(node)}
        </Anchor>
      ) : (
        children(node)
      );
    case 'table':
      return (
        <div className={classes.table} tabIndex={0} role="region" aria-label="Table">
          <Table verticalSpacing={6} horizontalSpacing={10}>
            <Table.Tbody>{children(node)}</Table.Tbody>
          </Table>
        </div>
      );
    case 'tableRow':
      return <Table.Tr>{children(node)}</Table.Tr>;
    case 'tableCell':
      return <Table.Td>{children(node)}</Table.Td>;
    case 'text':
    case 'html':
      return node.value;
    case 'break':
      return <br />;
    default:
      return 'children' in node ? children(node) : null;
  }
}
